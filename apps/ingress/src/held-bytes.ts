/** The memory for bodies, shared by all requests (I12). */
export interface HeldBytes {
  isFull(): boolean
  /** For one request. */
  open(): BytesLease
}

export interface BytesLease {
  /** False: no room. Nothing is taken then. */
  take(bytes: number): boolean
  /** Gives all back. */
  release(): void
}

export function createHeldBytes(bytesMax: number): HeldBytes {
  let held = 0
  return {
    isFull: () => held >= bytesMax,
    open() {
      let own = 0
      return {
        take(bytes) {
          if (held + bytes > bytesMax) return false
          held += bytes
          own += bytes
          return true
        },
        release() {
          held -= own
          own = 0
        },
      }
    },
  }
}
