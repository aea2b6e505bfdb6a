import { toPath } from '../inbox/place.ts'
import { TextLink } from './text-link.tsx'

/** Whose message it is, as far as it tells, and the way to the conversation that it is in. */
export function ChatName({
  message: { session_id, phone, chat_id },
}: {
  message: { session_id: string | null; phone: string | null; chat_id: string }
}) {
  const name = <bdi className="font-medium wrap-anywhere">{phone ?? chat_id}</bdi>
  if (session_id === null) return name
  return <TextLink to={toPath({ view: 'open', sessionId: session_id })}>{name}</TextLink>
}
