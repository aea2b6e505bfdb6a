import type { Message } from '../contract.ts'
import { useWords } from '../language/use-words.ts'

const LOOK = 'my-1 line-clamp-3 border-l-3 border-accent pl-2 text-left text-sm text-muted'

/** What a message answers, and the way there, as far as it is loaded. */
export function Quote({ quote }: { quote: Message['quote'] }) {
  const words = useWords()
  if (quote === null) return null
  const { whatsapp_id, text } = quote
  const said = text ?? <em>{words.earlier}</em>
  return (
    <blockquote dir="auto">
      {whatsapp_id === null ? (
        <p className={LOOK}>{said}</p>
      ) : (
        <button type="button" className={`${LOOK} hover:text-text`} onClick={() => showMessage(whatsapp_id)}>
          {said}
        </button>
      )}
    </blockquote>
  )
}

function showMessage(whatsappId: string): void {
  const message = document.querySelector<HTMLElement>(`[data-whatsapp-id="${CSS.escape(whatsappId)}"]`)
  message?.scrollIntoView({ block: 'center' })
  message?.focus({ preventScroll: true })
}
