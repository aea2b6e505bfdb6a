export { buildWorker, type WorkerOverrides } from './build-worker.ts'
export { readConfig, type WorkerConfig } from './config.ts'
export { runErase, type EraseOutcome } from './erase/run-erase.ts'
