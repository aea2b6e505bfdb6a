import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { runProcess, StartupError } from '@bellhop/runtime'
import { buildLocal } from './build-local.ts'
import { DATA_DIR } from './data-dir.ts'
import { renderPanel } from './panel.ts'

const CLOSE_DEADLINE_MS = 60_000

await runProcess(
  'local',
  async () => {
    const local = await buildLocal({
      dataDir: DATA_DIR,
      fresh: readFresh(),
      env: process.env,
      onProgress: (step) => process.stdout.write(`  ${step} ...\n`),
    })
    process.stdout.write(renderPanel(local, relative(process.cwd(), DATA_DIR)))
    return local
  },
  { deadlineMs: CLOSE_DEADLINE_MS },
)

function readFresh(): boolean {
  try {
    return parseArgs({ options: { fresh: { type: 'boolean', default: false } } }).values.fresh
  } catch {
    throw new StartupError('npm start knows one option: npm start -- --fresh empties .bellhop/ first.')
  }
}
