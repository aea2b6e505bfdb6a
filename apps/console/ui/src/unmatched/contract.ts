/** Somebody who wrote and was not served. */
export interface UnmatchedChat {
  line: string
  chat_id: string
  /** Null while WhatsApp hides it. */
  phone: string | null
  /** ISO 3166, two letters. */
  country: string | null
  /** As the hotel knows who has this phone; null for a stranger. */
  name: string | null
  reason: 'unknown_guest' | 'no_active_check_in' | 'unresolved_lid' | 'no_open_session'
  /** How many there are, up to a hundred. */
  messages: number
  /** The newest first. */
  last: { id: string; text: string | null; kind: string; at: string }[]
  first_at: string
  last_at: string
  /** A check-in has the newest handled. */
  within_a_day: boolean
}
