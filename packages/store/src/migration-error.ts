export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly code: 'failed' | 'failed-before' | 'changed' | 'missing' | 'locked'

  constructor(code: MigrationError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
