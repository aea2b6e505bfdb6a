import type { DoctorConfig } from '../config.ts'
import { fail, ok, warn, type Finding, type Group } from '../report.ts'

const KEY_LENGTH_MIN = 16

export function judgeConfig({ waha, hmacKeys, lines }: DoctorConfig, source: string): Group {
  return {
    title: 'Configuration',
    findings: [
      ok('variables', `can be read, from ${source}`),
      ok('lines', lines.join(', ')),
      judgeHmacKeys(hmacKeys),
      waha.apiKey === undefined
        ? warn(
            'WAHA_API_KEY',
            'is not set',
            'Whoever reaches a WAHA without a key can write in the name of the hotel: start WAHA with WAHA_API_KEY,' +
              ' and give the worker and the sender the same.',
          )
        : ok('WAHA_API_KEY', 'is set'),
    ],
  }
}

function judgeHmacKeys(keys: readonly string[]): Finding {
  const name = 'WAHA_WEBHOOK_HMAC_KEYS'
  const remedy = `Make one with openssl rand -hex 32, set it in ${name} and in WAHA (hmac.key, or WHATSAPP_HOOK_HMAC_KEY).`
  if (keys.length === 0)
    return fail(name, 'is not set: webhooks are not signed, and anyone may send some', remedy)
  if (keys.some((key) => key.length < KEY_LENGTH_MIN))
    return warn(name, `has a key of fewer than ${KEY_LENGTH_MIN} characters`, remedy)
  if (keys.length > 2)
    return warn(name, `has ${keys.length} keys`, 'Leave out those that WAHA no longer signs with.')
  return ok(name, keys.length === 1 ? 'one key' : 'two keys, as while they are rotated')
}
