import type { SetAsideWords } from './words.ts'

export const ENGLISH: SetAsideWords = {
  nothing: 'Nothing needs a hand.',
  nothingMeans: 'Of every message it is known what became of it, and every event could be read.',
  parts: {
    unknown: {
      title: 'May have left',
      means:
        "WAHA may have sent these and never said so. Look at the hotel's phone, and say what became of them.",
    },
    unapplied: {
      title: 'Could not be handled',
      means:
        'These messages came in and are kept, but nothing could be done with them. What the same guests wrote later was handled.',
    },
    unread: {
      title: 'Could not be read',
      means: 'WAHA told these, and Bellhop could not make anything of them. Each is kept as it came.',
    },
  },
  line: (line) => `on the line ${line}`,
  maybeTwice: 'Sent again, it may arrive twice.',
  notTwice: "Sent again, it won't be shown twice.",
  overtaken: 'What was written after it has left already: sent again, it comes out of order.',
  attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
  resends: (count) => (count === 1 ? 'sent again once' : `sent again ${count} times`),
  tryAgain: 'Try again',
  triesAgain: 'It is being tried again.',
  discard: 'Discard',
  discards: {
    title: 'Discard this event?',
    means: 'It is deleted as it came, and cannot be tried again. If it was a message, nobody will see it.',
    done: 'The event is discarded.',
  },
  triedSince: (time) => `Being tried again since ${time} …`,
  raw: 'Raw',
  rawMessage: 'The message as it is stored',
  rawEvent: 'The event as it came',
  truncated: (size) => `Only the beginning is shown. All of it is ${size}.`,
  noText: 'This is no text: it is shown as base64.',
  done: {
    arrived: 'It arrived: what waited behind it may leave now.',
    'not-arrived': 'It did not arrive, and is left at that.',
    'send-again': 'It is on its way again.',
  },
  key: (key) => `In the log it is ${key}.`,
  reasons: {
    'malformed JSON': 'It is no JSON.',
    envelope: 'It is no event of WAHA.',
    'too deep': 'It is nested too deep.',
    'unknown line': 'It is of a line that WAHA_LINES does not name.',
    'an old state of a line': 'It says how a line was, which is over.',
    'its worker died each time it was tried again': 'The worker died each time it was tried again.',
  },
  wrongField: (field) => `The field ${field} is missing, or is not what it should be.`,
  notNeeded: (reason) => `It can be read now, and nobody needs it: ${reason}.`,
}
