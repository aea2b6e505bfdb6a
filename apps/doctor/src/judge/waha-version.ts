type Version = readonly [year: number, month: number, patch: number]

/** Signatures, retries and ids of events. */
export const SIGNS_SINCE: Version = [2024, 11, 0]
/** The webhook that the environment sets can be signed and retried too. */
export const GLOBAL_SIGNS_SINCE: Version = [2025, 3, 2]
/** Takes a message id of our own, on NOWEB and GOWS. */
export const OWN_IDS_SINCE: Version = [2026, 4, 3]

/** Whether a version (`2026.4.3`) is that one or newer. Null if it can't be read. */
export function isSince(version: string, since: Version): boolean | null {
  const match = /^(\d{4})\.(\d{1,2})(?:\.(\d+))?/.exec(version)
  if (match === null) return null
  const parts = [1, 2, 3].map((index) => Number(match[index] ?? 0))
  const different = parts.findIndex((part, index) => part !== since[index])
  return different === -1 || (parts[different] ?? 0) > (since[different] ?? 0)
}
