/** What the states of WAHA mean, and what is to be done. */
const STATES: Record<string, string> = {
  WORKING: 'WAHA says that it works.',
  STARTING: 'WAHA is connecting. This passes by itself.',
  SCAN_QR_CODE:
    "WhatsApp has logged the number out. Scan the QR code in WAHA's dashboard with the phone of the hotel.",
  PASSKEY_REQUIRED:
    "WhatsApp asks for a passkey. Follow the steps in WAHA's dashboard with the phone of the hotel.",
  PASSKEY_CONFIRMATION_REQUIRED:
    "WhatsApp asks to confirm a passkey. Confirm it in WAHA's dashboard, and on the phone of the hotel.",
  FAILED:
    "WAHA could not connect. Restart the session in WAHA's dashboard; if it fails again, log it out and scan the QR code.",
  STOPPED: "The session is stopped. Start it in WAHA's dashboard.",
}

/** Why Bellhop paused a line by itself, where WAHA's state does not tell it. */
const REASONS: Record<string, string> = {
  unauthorized: "WAHA refuses Bellhop's key: check WAHA_API_KEY.",
  forbidden: "Bellhop's key is not allowed to use this session of WAHA.",
  'not-found': 'WAHA has no such address: check WAHA_HOST and WAHA_API_PATH.',
  'not-working': 'WAHA says that the session does not work.',
}

export function stateInWords(status: string | null): string {
  if (status === null)
    return 'WAHA has not told anything of it yet: check that its webhooks arrive, with session.status.'
  return look(STATES, status) ?? "Bellhop does not know this state. Look into WAHA's dashboard."
}

/** A sentence; empty where the state has said it already. */
export function reasonInWords(reason: string | null): string {
  if (reason === null || Object.hasOwn(STATES, reason)) return ''
  return look(REASONS, reason) ?? `“${reason}”.`
}

/** `20 per minute`, from the pause between two messages. */
export function paceInWords(intervalMs: number): string {
  if (intervalMs <= 0) return 'without limit'
  const perMinute = 60_000 / intervalMs
  return perMinute >= 1 ? `${round(perMinute)} per minute` : `${round(perMinute * 60)} per hour`
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10
}

function look(words: Record<string, string>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined
}
