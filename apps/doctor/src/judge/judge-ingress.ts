import type { DoctorConfig } from '../config.ts'
import type { IngressSight } from '../probe-ingress.ts'
import type { Sights } from '../look-around.ts'
import { fail, ok, skipped, warn, type Finding, type Group } from '../report.ts'
import { showUrl } from '../webhook-url.ts'

export function judgeIngress({ ingressUrl }: DoctorConfig, { ingress, webhooks }: Sights): Group {
  return {
    title: 'Ingress',
    findings: [
      ...judgeOwn(showUrl(ingressUrl), ingress),
      ...[...webhooks].map(([origin, sight]) => judgeElsewhere(origin, sight)),
    ],
  }
}

function judgeOwn(where: string, { ready, signed, unsigned }: IngressSight): Finding[] {
  if ('failed' in ready) {
    return [
      warn(
        'ready',
        `${where}: ${ready.failed}, as seen from here`,
        'Start the ingress (npm start -w apps/ingress), or set INGRESS_URL to where it listens.',
      ),
      skipped('signature', 'the ingress could not be asked'),
    ]
  }
  return [
    ready.seen.length === 0
      ? ok('ready', where)
      : fail(
          'ready',
          `${where} lacks: ${ready.seen.join(', ')}`,
          'Mend that first; it will be ready by itself.',
        ),
    judgeSigned(signed, unsigned),
  ]
}

function judgeSigned(signed: IngressSight['signed'], unsigned: IngressSight['unsigned']): Finding {
  const name = 'signature'
  if ([...signed, unsigned].includes('redirects')) {
    return fail(
      name,
      'the webhook is redirected: WAHA follows with a GET, and the event is gone',
      'Let webhooks end at the ingress itself: no redirect to https, no trailing slash.',
    )
  }
  if (signed.includes('refused')) {
    return fail(
      name,
      signed.length === 1
        ? 'the ingress does not take WAHA_WEBHOOK_HMAC_KEYS'
        : 'the ingress does not take all of WAHA_WEBHOOK_HMAC_KEYS',
      'Start the ingress again with the same WAHA_WEBHOOK_HMAC_KEYS as here.',
    )
  }
  if (signed.some((outcome) => outcome !== 'accepted'))
    return fail(
      name,
      'something answers there that is no ingress',
      'Set INGRESS_URL to where the ingress listens.',
    )
  if (unsigned === 'accepted') {
    return warn(
      name,
      'the ingress takes events that nobody signed',
      'Anyone who reaches it can write as any guest: take WAHA_WEBHOOK_INSECURE away from the ingress.',
    )
  }
  return ok(name, signed.length === 0 ? 'asked for' : 'a signed event is taken, an unsigned one refused')
}

/** A webhook's address is made for WAHA's network: that it can't be reached from here says nothing. */
function judgeElsewhere(origin: string, sight: IngressSight): Finding {
  const name = `as ${new URL(origin).host}`
  if (sight.unsigned === 'unreachable')
    return skipped(name, 'that is what sessions post to; it cannot be reached from here, WAHA may well')
  return { ...judgeSigned(sight.signed, sight.unsigned), name }
}
