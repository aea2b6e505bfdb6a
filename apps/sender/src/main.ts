import { runProcess } from '@bellhop/runtime'
import { buildSender, CLOSE_DEADLINE_MS } from './build-sender.ts'
import { readConfig } from './config.ts'

await runProcess('sender', () => buildSender(readConfig(process.env)), { deadlineMs: CLOSE_DEADLINE_MS })
