import type { MessageAction } from '../conversation/use-message-actions.ts'
import { reasonOf } from '../conversation/reason-of.ts'
import { SettleButtons } from '../conversation/settle-buttons.tsx'
import { call } from '../http.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { useChange } from '../use-change.ts'
import { useMay } from '../use-may.ts'
import type { AsideMessage } from './contract.ts'
import { Row } from './row.tsx'
import { What, Who } from './who.tsx'
import { SET_ASIDE_WORDS } from './words.ts'

/** A message that may have left, for staff to say what became of it. */
export function UnknownRow({ message }: { message: AsideMessage }) {
  const words = useWords()
  const own = useWordsOf(SET_ASIDE_WORDS)
  const mayServe = useMay('serve')
  const settle = useChange({
    change: (action: Exclude<MessageAction, 'cancel'>) =>
      call(`/messages/${message.id}/${action}`, { method: 'POST' }),
    refreshed: ['unknown', 'attention', 'conversation'],
    done: (_answer, action) => own.done[action],
  })
  const { error, attempts, resends, whatsapp_id, overtaken, line, claimed_at, created_at } = message
  return (
    <Row
      head={<Who message={message} at={claimed_at ?? created_at} />}
      facts={[
        own.line(line),
        error === null ? null : reasonOf(error, words),
        own.attempts(attempts),
        resends === 0 ? null : own.resends(resends),
      ]}
      actions={
        mayServe === true && (
          <SettleButtons
            mayDouble={whatsapp_id === null}
            isBusy={settle.isPending}
            onSettle={settle.mutate}
          />
        )
      }
    >
      <What message={message} />
      <p className={`text-sm ${overtaken || whatsapp_id === null ? 'text-warm' : 'text-muted'}`}>
        {whatsapp_id === null ? own.maybeTwice : own.notTwice} {overtaken && own.overtaken}
      </p>
    </Row>
  )
}
