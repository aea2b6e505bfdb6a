import { createLogger } from '@bellhop/runtime'

export const silentLog = createLogger({ name: 'test', level: 'silent' })
