export { buildWorker, type WorkerOverrides } from './build-worker.ts'
export { readConfig, type WorkerConfig } from './config.ts'
