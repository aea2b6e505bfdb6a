// Generates the database client and the inbox, silently: turbo's report is worth reading only when something fails.
import { spawnSync } from 'node:child_process'

const root = new URL('..', import.meta.url)
const { status, stdout, stderr, error } = spawnSync('npx', ['--no-install', 'turbo', 'run', 'generate'], {
  cwd: root,
  encoding: 'utf8',
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  shell: process.platform === 'win32',
})
if (status !== 0) {
  process.stderr.write(`${error?.message ?? ''}${stdout}${stderr}`)
  process.exit(1)
}
