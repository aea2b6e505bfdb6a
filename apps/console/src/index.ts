export { buildConsole, type ConsoleParts } from './build-console.ts'
export { configSchema, readConfig, type ConsoleConfig } from './config.ts'
