import type { LineWords } from './words.ts'

export const ENGLISH: LineWords = {
  noLine: 'No line is known yet: the sender makes them known when it starts.',
  noReport: 'no report yet',
  silent: 'silent',
  paused: 'paused',
  states: {
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
  },
  unknownState: "Bellhop does not know this state. Look into WAHA's dashboard.",
  untold: 'WAHA has not told anything of it yet: check that its webhooks arrive, with session.status.',
  silence:
    "WAHA calls it WORKING and has told nothing of it for long. Write to the number: if nothing comes, restart the session in WAHA's dashboard.",
  reasons: {
    unauthorized: "WAHA refuses Bellhop's key: check WAHA_API_KEY.",
    forbidden: "Bellhop's key is not allowed to use this session of WAHA.",
    'not-found': 'WAHA has no such address: check WAHA_HOST and WAHA_API_PATH.',
    'not-working': 'WAHA says that the session does not work.',
    'by hand': '',
  },
  pausedBy: {
    operator: 'Nothing leaves: paused by an operator',
    bellhop: 'Nothing leaves: paused by Bellhop',
  },
  since: (time) => `since ${time}`,
  goesOn: 'It goes on by itself when WAHA takes messages again.',
  timelock: (time) =>
    `WhatsApp forbids it to write to new people until ${time}. Who was written to before is served.`,
  facts: {
    waiting: 'Waiting to leave',
    pace: 'Pace',
    heard: 'Last heard of',
    works: 'Works since',
    caughtUp: 'Caught up until',
  },
  nothing: 'nothing',
  count: (count) => (count === 1 ? '1 message' : `${count} messages`),
  oldest: (age) => `the oldest for ${age}`,
  perMinute: (rate) => `${rate.toLocaleString('en')} per minute`,
  perHour: (rate) => `${rate.toLocaleString('en')} per hour`,
  unlimited: 'without limit',
  slower: 'slower after the pause',
  never: 'never',
  worksNot: 'it does not',
  now: 'just now',
  ago: (age) => `${age} ago`,
  pause: 'Pause',
  resume: 'Resume',
  pauseTitle: (line) => `Pause ${line}`,
  pauseMeans:
    'Nothing leaves on this line until somebody resumes it. What guests write is still handled, and replies wait in their order.',
  why: 'Why',
  whyHint: 'Shown to whoever looks at the line. May be left out.',
  didPause: (line) => `${line} is paused: nothing leaves on it.`,
  didResume: (line) => `${line} goes on.`,
  showWaiting: (line) => `Show what waits on ${line}`,
  waitingTitle: (line) => `What waits on ${line}`,
  noneWaits: 'Nothing waits any more.',
  queues: 'Queues',
  openQueues: 'Open the queues',
  queueNames: { inbound: 'What WAHA told', media: 'Files to fetch', agent: 'Agents to create' },
  outbound: (line) => `To be sent on ${line}`,
  counts: {
    waiting: (count) => `${count} waiting`,
    active: (count) => `${count} running`,
    delayed: (count) => `${count} later`,
    failed: (count) => `${count} failed`,
  },
  empty: 'empty',
  queuesAway: 'The queue does not answer. What was stored waits in the database, and goes on by itself.',
}
