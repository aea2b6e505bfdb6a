/** Starting failed for a reason that the user can mend. The message says what to do; it is printed as it is. */
export class StartupError extends Error {
  override readonly name = 'StartupError'
}
