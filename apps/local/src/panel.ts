import type { Local } from './build-local.ts'

/** What a newcomer needs to know, once everything runs. */
export function renderPanel({ hotel, secrets, backend }: Local, dataDir: string): string {
  const { waha, console, ingress, worker, sender, h2h } = hotel
  const queue =
    backend === 'redis'
      ? 'Redis, a private server in the data folder'
      : 'Postgres, since this machine has no redis-server (install one for the real thing)'
  const rows = [
    ["A guest's phone", waha.url, 'pick a guest, write, see the replies arrive'],
    ['In the terminal', 'npm run chat', 'the same, in a second terminal'],
    ['Doctor', 'npm run doctor', 'whether all of this is well, in a second terminal too'],
    ['Console', console.url, `answer guests; password ${secrets.consolePassword}`],
    ['Queues', `${console.url}/queues`, 'Bull Board, behind the same login'],
    ['API', `${console.url}/api/docs`, `bearer key ${secrets.consoleApiKey}`],
    ['Webhook', `${ingress.url}/webhook/waha`, 'signed with the key in secrets.json of the data folder'],
    ['Metrics', `${worker.url}/metrics`, `worker; sender ${sender.url}, agent router ${h2h.url}`],
    ['Queue backend', queue, ''],
    ['Data', dataDir, 'kept between starts; npm start -- --fresh empties it'],
    ['Logs', 'warnings only', 'LOG_LEVEL=info npm start shows each event'],
  ]
  const lines = rows.map(
    ([name = '', where = '', what = '']) => `  ${name.padEnd(16)} ${where.padEnd(36)} ${what}`,
  )
  return [
    '',
    '  Bellhop is running. Ctrl-C ends it.',
    '',
    ...lines.map((line) => line.trimEnd()),
    '',
    '',
  ].join('\n')
}
