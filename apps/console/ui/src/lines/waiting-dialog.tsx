import { useTimes } from '../language/times.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { ChatName } from '../parts/chat-name.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ListState } from '../parts/list-state.tsx'
import { When } from '../parts/when.tsx'
import { useList } from '../use-list.ts'
import { useNow } from '../use-now.ts'
import type { WaitingMessage } from './contract.ts'
import { LINE_WORDS } from './words.ts'

const POLL_MS = 5_000

/** The messages that wait to leave on a line, the newest first, with the ways to their conversations. */
export function WaitingDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const words = useWords()
  const lineWords = useWordsOf(LINE_WORDS)
  const { short } = useTimes()
  const now = useNow()
  const list = useList<WaitingMessage>(
    'waiting-on-line',
    `/messages?status=pending&line=${encodeURIComponent(line)}`,
    POLL_MS,
  )
  return (
    <Dialog title={lineWords.waitingTitle(line)} onClose={onClose}>
      <ul className="divide-y divide-line">
        {list.items?.map((message) => (
          <li key={message.id} className="py-2.5 text-sm first:pt-0">
            <p className="flex gap-3">
              <ChatName message={message} />
              <When at={message.created_at} className="ml-auto text-muted">
                {short(message.created_at, now)}
              </When>
            </p>
            <p dir="auto" className="line-clamp-3 whitespace-pre-wrap wrap-anywhere">
              {message.text ?? words.kinds[message.kind] ?? message.kind}
            </p>
          </li>
        ))}
      </ul>
      <ListState list={list} empty={lineWords.noneWaits} />
    </Dialog>
  )
}
