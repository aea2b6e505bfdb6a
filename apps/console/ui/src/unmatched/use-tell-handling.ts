import type { CheckIn } from '../check-ins/contract.ts'
import { followMessages } from '../check-ins/follow-messages.ts'
import { CHECK_IN_WORDS } from '../check-ins/words.ts'
import { toPath } from '../inbox/place.ts'
import { useWordsOf } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'

/** Says that what a guest wrote is being handled and, as soon as there is one, leads to the conversation that it is in. */
export function useTellHandling(): (stay: CheckIn) => void {
  const words = useWordsOf(CHECK_IN_WORDS)
  return (stay) => void tell(stay)

  async function tell(stay: CheckIn): Promise<void> {
    const hide = showToast(words.handling(stay.name))
    const sessionId = await followMessages(stay)
    if (sessionId === null) return
    hide()
    const link = { to: toPath({ view: 'open', sessionId }), label: words.toConversation }
    showToast(words.handled(stay.name), { link })
  }
}
