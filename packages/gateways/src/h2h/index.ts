export { createH2hClient, type H2hClient, type H2hClientOptions } from './client.ts'
export { H2hError, type H2hErrorCode } from './h2h-error.ts'
