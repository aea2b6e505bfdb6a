import { probeWebhook, type ProbeOutcome } from '@bellhop/gateways/waha'
import { got } from 'got'
import { z } from 'zod'
import type { DoctorConfig } from './config.ts'
import { look, type Seen } from './look.ts'
import { WEBHOOK_PATH } from './webhook-url.ts'

/** More keys than two are not rotated, they are forgotten. */
const KEYS_MAX = 5

export interface IngressSight {
  /** What it lacks to be ready; empty if nothing. */
  ready: Seen<string[]>
  /** What becomes of an event that is signed with each of the keys, in their order. */
  signed: ProbeOutcome[]
  unsigned: ProbeOutcome
}

const notReadySchema = z.object({ failing: z.array(z.string()) })

/** Asks an ingress whether it is ready and whether it takes our keys, and no event that isn't signed. */
export async function probeIngress(
  origin: string,
  { hmacKeys, lines }: Pick<DoctorConfig, 'hmacKeys' | 'lines'>,
  answerMs: number,
): Promise<IngressSight> {
  const url = `${origin}${WEBHOOK_PATH}`
  const probe = (key: string | null) =>
    probeWebhook(url, { key, line: lines[0] ?? 'default', timeoutMs: answerMs })
  const [ready, unsigned, ...signed] = await Promise.all([
    look(answerMs, () => readReady(origin, answerMs)),
    probe(null),
    ...hmacKeys.slice(0, KEYS_MAX).map(probe),
  ])
  return { ready, signed, unsigned }
}

async function readReady(origin: string, answerMs: number): Promise<string[]> {
  const { statusCode, body } = await got(`${origin}/readyz`, {
    timeout: { request: answerMs },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    https: { rejectUnauthorized: false },
  })
  if (statusCode === 200) return []
  try {
    return notReadySchema.parse(JSON.parse(body)).failing
  } catch {
    return [`/readyz answers ${statusCode}`]
  }
}
