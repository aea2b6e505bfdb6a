import { runProcess } from '@bellhop/runtime'
import { buildWorker } from './build-worker.ts'
import { readConfig } from './config.ts'

await runProcess('worker', () => buildWorker(readConfig(process.env)))
