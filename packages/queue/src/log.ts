/** What this package needs of a pino logger. */
export interface QueueLog {
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
}

/** Says once that something is wrong and once that it is well again, however often either is reported. */
export interface OutageLog {
  failed(error: unknown): void
  works(): void
}

export function createOutageLog(log: QueueLog, fields: object): OutageLog {
  let known: string | number | null = null
  return {
    failed(error) {
      const code = errorCode(error)
      if (code === known || (isNetworkCode(code) && isNetworkCode(known))) return
      known = code
      log.warn({ ...fields, code }, 'the queue has trouble')
    },
    works() {
      if (known !== null) log.info(fields, 'the queue works again')
      known = null
    },
  }
}

/** One outage shows as a reset, then as refusals. */
function isNetworkCode(code: string | number | null): boolean {
  return typeof code === 'string' && /^E[A-Z_]+$/.test(code)
}

/** Names an error without its message, which may carry what a job carries (I13): `ECONNREFUSED`, `OOM`, `57P01`. */
export function errorCode(error: unknown): string | number {
  if (!(error instanceof Error)) return 'unknown'
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' || typeof code === 'number') return code
  // Redis puts its code before the sentence.
  return /^[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.name
}
