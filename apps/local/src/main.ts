import { relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runProcess } from '@bellhop/runtime'
import { buildLocal } from './build-local.ts'
import { renderPanel } from './panel.ts'

const CLOSE_DEADLINE_MS = 60_000

const { values } = parseArgs({ options: { fresh: { type: 'boolean', default: false } } })
// npm runs a workspace's script in the workspace's folder, and tells where it was called.
const home = process.env['INIT_CWD'] ?? process.cwd()
const dataDir = resolve(home, '.bellhop')

await runProcess(
  'local',
  async () => {
    const local = await buildLocal({
      dataDir,
      fresh: values.fresh,
      env: process.env,
      onProgress: (step) => process.stdout.write(`  ${step} ...\n`),
    })
    process.stdout.write(renderPanel(local, relative(home, dataDir)))
    return local
  },
  { deadlineMs: CLOSE_DEADLINE_MS },
)
