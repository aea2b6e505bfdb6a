import type { LineSession } from '@bellhop/gateways/waha'
import type { Seen } from '../look.ts'
import { fail, ok, skipped, warn, type Finding, type Group } from '../report.ts'
import { judgeLastEvent, type LastEvent } from './last-event.ts'
import { judgeWebhook } from './judge-webhook.ts'

export interface LineContext {
  wahaHost: string
  hmacKeys: readonly string[]
  /** Null if WAHA didn't tell it. */
  wahaVersion: string | null
  lastEvent: Seen<LastEvent>
}

const README = 'README, "Connecting a real WAHA", has the whole command.'

export function judgeLine(line: string, session: Seen<LineSession | null>, context: LineContext): Group {
  return { title: `Line ${line}`, findings: findingsOf(line, session, context) }
}

function findingsOf(line: string, session: Seen<LineSession | null>, context: LineContext): Finding[] {
  if ('failed' in session) return [skipped('session', `WAHA did not tell it: ${session.failed}`)]
  if (session.seen === null) {
    return [
      fail(
        'session',
        'WAHA has no session of that name',
        `POST ${context.wahaHost}/api/sessions {"name": "${line}", "config": ...}, or take it out of WAHA_LINES. ${README}`,
      ),
    ]
  }
  const { seen } = session
  return [
    judgeStatus(line, seen, context.wahaHost),
    judgeEngine(seen),
    ...judgeWebhook(line, seen, context),
    judgeIgnored(seen.ignores),
    judgeLastEvent(seen, context.lastEvent),
  ]
}

function judgeStatus(line: string, { status, timelockedUntil }: LineSession, host: string): Finding {
  const call = (verb: string) =>
    `curl -X POST -H "X-Api-Key: $WAHA_API_KEY" ${host}/api/sessions/${line}/${verb}`
  switch (status) {
    case 'WORKING':
      return timelockedUntil === null
        ? ok('session', 'WORKING')
        : warn(
            'session',
            `WORKING, but WhatsApp forbids it to write to new people until ${new Date(timelockedUntil).toISOString()}`,
            'Wait until then; guests who write first are answered.',
          )
    case 'STARTING':
      return warn('session', status, 'Ask again in a minute. If it stays so:', call('restart'))
    case 'STOPPED':
      return fail('session', status, call('start'))
    case 'SCAN_QR_CODE':
      return fail(
        'session',
        `${status}: no phone is linked to it`,
        `Open ${host}/dashboard, or curl -H "X-Api-Key: $WAHA_API_KEY" -o qr.png ${host}/api/${line}/auth/qr`,
        "Scan the code with the hotel's phone: WhatsApp, Linked devices, Link a device.",
      )
    case 'PASSKEY_REQUIRED':
    case 'PASSKEY_CONFIRMATION_REQUIRED':
      return fail(
        'session',
        status,
        `Confirm the passkey as ${host}/dashboard asks, with the hotel's phone at hand.`,
      )
    default:
      return fail(
        'session',
        status,
        call('restart'),
        'If that does not help, link the phone anew:',
        call('logout'),
      )
  }
}

function judgeEngine({ engine, keepsHistory }: LineSession): Finding {
  if (engine === null) return skipped('engine', 'WAHA did not tell it')
  if (engine === 'NOWEB' && keepsHistory !== true) {
    return fail(
      'engine',
      'NOWEB without its store: what WAHA could not deliver cannot be asked for, nor hidden numbers',
      `"noweb": {"store": {"enabled": true, "fullSync": false}} in the session's config, best before its phone is linked. ${README}`,
    )
  }
  if (engine === 'NOWEB' || engine === 'GOWS') return ok('engine', engine)
  return warn(
    'engine',
    `${engine} takes no message ids of ours, and is asked chat by chat for what it could not deliver`,
    'GOWS and NOWEB do both: WHATSAPP_DEFAULT_ENGINE=GOWS. The phone has to be linked anew.',
  )
}

const UNWANTED = ['status', 'groups', 'channels', 'broadcast']

function judgeIgnored(ignores: readonly string[]): Finding {
  const missing = UNWANTED.filter((what) => !ignores.includes(what))
  if (missing.length === 0) return ok('ignored', UNWANTED.join(', '))
  const remedy = `"ignore": {${UNWANTED.map((what) => `"${what}": true`).join(', ')}} in the session's config`
  if (ignores.length === 0) {
    return skipped(
      'ignored',
      "the session does not say; WAHA's environment may, and that cannot be seen",
      `WAHA_SESSION_CONFIG_IGNORE_STATUS, _GROUPS, _CHANNELS and _BROADCAST, or ${remedy}.`,
    )
  }
  return warn('ignored', `not ${missing.join(', ')}: sent to Bellhop for nothing`, `${remedy}.`)
}
