import type { SetAsideWords } from './words.ts'

const FIELD = /^(?:envelope|payload)(?:\.\w+)*$/
const NOT_NEEDED = /^nobody needs it: (.+)$/

/** Why an event could not be read, in a sentence; a reason that is unknown as it stands. */
export function tellReason(reason: string, words: SetAsideWords): string {
  if (Object.hasOwn(words.reasons, reason)) return words.reasons[reason] ?? reason
  if (FIELD.test(reason)) return words.wrongField(reason)
  const notNeeded = NOT_NEEDED.exec(reason)?.[1]
  return notNeeded === undefined ? reason : words.notNeeded(notNeeded)
}
