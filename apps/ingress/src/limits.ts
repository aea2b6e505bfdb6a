/** What one ingress takes on. Together they bound its memory (I12) and the time to every answer. */
export interface Limits {
  /** The longest body. WAHA's are some KB; a 60,000-character text is 165 KB. */
  bodyBytesMax: number
  /** All bodies that are held at once, those still arriving included. */
  heldBytesMax: number
  /** Webhooks that are being answered at once: beyond, a queue of our own would only add delay. */
  answeringMax: number
  connectionsMax: number
  /** From the first byte of a request to its last. */
  requestMs: number
  /** WAHA keeps an idle connection for 4 s, proxies for up to 60 s: whoever closes first must not be us. */
  keepAliveMs: number
  /** How old the count of waiting jobs may be. */
  countAgeMs: number
  /** At the end, how long new connections are still taken, until there is a moment without any. */
  drainMs: number
  /** At the end, when what is still open is cut off. */
  cutOffMs: number
}

export const LIMITS: Limits = {
  bodyBytesMax: 5 * 1024 * 1024,
  heldBytesMax: 48 * 1024 * 1024,
  answeringMax: 200,
  connectionsMax: 2000,
  requestMs: 10_000,
  keepAliveMs: 72_000,
  countAgeMs: 250,
  drainMs: 5000,
  cutOffMs: 8000,
}
