import { useTimes } from '../language/times.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Link } from '../parts/link.tsx'
import { ListState } from '../parts/list-state.tsx'
import { useList } from '../use-list.ts'
import { useNow } from '../use-now.ts'
import { LINE_WORDS } from './words.ts'

interface WaitingMessage {
  id: string
  session_id: string | null
  phone: string | null
  chat_id: string
  kind: string
  text: string | null
  created_at: string
}

const POLL_MS = 5_000

/** The messages that wait to leave on a line, the newest first, with the ways to their conversations. */
export function WaitingDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const words = useWords()
  const lineWords = useWordsOf(LINE_WORDS)
  const { short, full } = useTimes()
  const now = useNow()
  const list = useList<WaitingMessage>(
    'waiting-on-line',
    `/messages?status=pending&line=${encodeURIComponent(line)}`,
    POLL_MS,
  )
  return (
    <Dialog title={lineWords.waitingTitle(line)} onClose={onClose}>
      <ul className="divide-y divide-line">
        {list.items?.map(({ id, session_id, phone, chat_id, kind, text, created_at }) => (
          <li key={id} className="py-2.5 text-sm first:pt-0">
            <p className="flex gap-3">
              {session_id === null ? (
                <span>{phone ?? chat_id}</span>
              ) : (
                <Link to={`/inbox/${session_id}`} className="font-medium underline underline-offset-2">
                  {phone ?? chat_id}
                </Link>
              )}
              <time dateTime={created_at} title={full(created_at)} className="ml-auto text-muted">
                {short(created_at, now)}
              </time>
            </p>
            <p dir="auto" className="line-clamp-3 whitespace-pre-wrap wrap-anywhere">
              {text ?? words.kinds[kind] ?? kind}
            </p>
          </li>
        ))}
      </ul>
      <ListState list={list} empty={lineWords.noneWaits} />
    </Dialog>
  )
}
