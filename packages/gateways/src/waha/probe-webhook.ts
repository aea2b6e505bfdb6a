import { got, RequestError } from 'got'

import { signWebhook } from './hmac.ts'

export type ProbeOutcome =
  /** It takes the event for WAHA's own. */
  | 'accepted'
  /** It doesn't take the signature. */
  | 'refused'
  /** WAHA would follow with a GET, and the event would be gone. */
  | 'redirects'
  /** Something answers that is no ingress of Bellhop. */
  | 'something-else'
  /** Nobody answers, as seen from here. */
  | 'unreachable'

/**
 * Posts an event that nobody needs to a webhook, as WAHA would: what becomes of it proves address and key, and it has no
 * effect. Without a key it goes unsigned. Never throws.
 */
export async function probeWebhook(
  url: string,
  { key, line, timeoutMs = 5_000 }: { key: string | null; line: string; timeoutMs?: number },
): Promise<ProbeOutcome> {
  const body = Buffer.from(JSON.stringify({ event: 'presence.update', session: line, payload: {} }))
  const signature =
    key === null ? {} : { 'x-webhook-hmac': signWebhook(body, key), 'x-webhook-hmac-algorithm': 'sha512' }
  try {
    const { statusCode, body: answer } = await got.post(url, {
      body,
      headers: { 'content-type': 'application/json', ...signature },
      timeout: { request: timeoutMs },
      retry: { limit: 0 },
      followRedirect: false,
      throwHttpErrors: false,
      // As WAHA does.
      https: { rejectUnauthorized: false },
    })
    if (statusCode >= 300 && statusCode < 400) return 'redirects'
    if (statusCode === 401) return 'refused'
    return statusCode === 200 && isIgnored(answer) ? 'accepted' : 'something-else'
  } catch (error) {
    if (error instanceof RequestError) return 'unreachable'
    throw error
  }
}

function isIgnored(answer: string): boolean {
  try {
    return (JSON.parse(answer) as { status?: unknown } | null)?.status === 'ignored'
  } catch {
    return false
  }
}
