import type { DoctorConfig } from '../config.ts'
import type { WahaSight } from '../look-around.ts'
import { fail, ok, skipped, warn, type Finding, type Group } from '../report.ts'
import { showUrl } from '../webhook-url.ts'
import { judgeClock } from './clock.ts'
import { isSince, OWN_IDS_SINCE, SIGNS_SINCE } from './waha-version.ts'

export function judgeWaha({ waha: { host }, lines }: DoctorConfig, sight: WahaSight): Group {
  return { title: 'WAHA', findings: findingsOf(showUrl(host), lines, sight) }
}

function findingsOf(
  where: string,
  lines: readonly string[],
  { ping, version, sessionNames }: WahaSight,
): Finding[] {
  if ('failed' in ping) {
    return [
      fail('reachable', `${where}: ${ping.failed}`, 'Start WAHA, or set WAHA_HOST to where it listens.'),
      ...['key', 'version', 'clock', 'other sessions'].map((name) =>
        skipped(name, 'WAHA could not be asked'),
      ),
    ]
  }
  const key = judgeKey('failed' in version ? version.failed : null)
  return [
    ok('reachable', where),
    key,
    'seen' in version ? judgeVersion(version.seen) : skipped('version', 'WAHA did not tell it'),
    ping.seen.clockAheadMs === null
      ? skipped('clock', 'WAHA did not tell it')
      : judgeClock('WAHA', ping.seen.clockAheadMs),
    'seen' in sessionNames
      ? judgeStrays(sessionNames.seen.filter((name) => !lines.includes(name)))
      : skipped('other sessions', `WAHA did not tell them: ${sessionNames.failed}`),
  ]
}

function judgeKey(failed: string | null): Finding {
  if (failed === 'unauthorized') {
    return fail(
      'key',
      'WAHA does not take WAHA_API_KEY (401)',
      "Set WAHA_API_KEY to the key that WAHA was started with, in plain: where WAHA's own says sha512:..., it is what that was made of.",
      'A WAHA that was started without one has made one up and printed it in its log.',
    )
  }
  if (failed === 'forbidden')
    return warn('key', 'is for single sessions only (403)', 'That is enough if it is for all of WAHA_LINES.')
  if (failed === null) return ok('key', 'is taken')
  return fail('key', `WAHA does not answer as WAHA does: ${failed}`, 'Is it WAHA that listens at WAHA_HOST?')
}

function judgeVersion(version: string): Finding {
  if (isSince(version, SIGNS_SINCE) === false)
    return fail(
      'version',
      `${version} can neither sign its webhooks nor try them again`,
      'Upgrade WAHA: 2024.11 at least, 2026.4.3 or newer at best.',
    )
  if (isSince(version, OWN_IDS_SINCE) === false)
    return warn(
      'version',
      `${version} takes no message ids of ours: whether a text that timed out was sent, only its echo or the history tells`,
      'Upgrade WAHA to 2026.4.3 or newer.',
    )
  return ok('version', version)
}

function judgeStrays(strays: readonly string[]): Finding {
  if (strays.length === 0) return ok('other sessions', 'none')
  return warn(
    'other sessions',
    `${strays.join(', ')}: not in WAHA_LINES, so the events of ${strays.length === 1 ? 'that one' : 'those'} are quarantined`,
    'Add what is a line of this hotel to WAHA_LINES of every app; take the webhook out of what is not.',
  )
}
