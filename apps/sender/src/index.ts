export { buildSender, type SenderOverrides } from './build-sender.ts'
export { configSchema, readConfig, type SenderConfig } from './config.ts'
