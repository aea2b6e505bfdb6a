// What the API answers, as far as the inbox reads it. A test of the console compares these with its schemas.

export interface Session {
  id: string
  guest_id: string
  phone: string
  name: string
  room: string
  line: string
  status: 'open' | 'terminated'
  mode: 'agent' | 'manual'
  /** Who has it; null in agent mode, and where only keys or the hotel's phone wrote. */
  operator: { id: string; display_name: string } | null
  agent_status: 'pending' | 'created' | 'failed' | null
  started_at: string
  last_activity_at: string
  ended_at: string | null
  end_reason: 'expired' | 'guest' | 'staff' | 'checked_out' | null
  /** Open, but silent for so long that the next message opens a new session. */
  idle: boolean
  returns_to_agent_at: string | null
}

export type Role = 'User' | 'System' | 'Agent' | 'Staff'

export interface Media {
  mimetype?: string | undefined
  filename?: string | undefined
  /** In bytes. */
  size?: number | undefined
  href?: string | undefined
  error?: string | undefined
  latitude?: number | undefined
  longitude?: number | undefined
  name?: string | undefined
  address?: string | undefined
  vcards?: string[] | undefined
}

export interface Message {
  id: string
  session_id: string | null
  role: Role
  kind: string
  text: string | null
  original_text: string | null
  edited_at: string | null
  edits: { text: string | null; at: string }[]
  revoked_at: string | null
  reactions: Record<string, string> | null
  quote: { whatsapp_id: string | null; text: string | null } | null
  media: Media | null
  whatsapp_id: string | null
  from_me: boolean
  status: string
  /** It may have left, and something that was written after it has left already. */
  overtaken: boolean
  error: string | null
  sent_at: string | null
  created_at: string
}

export interface Conversation extends Session {
  /** The oldest of the page first. */
  messages: Message[]
  /** Gives what is older. */
  next_cursor: string | null
}

export interface Step {
  /** Null: still to come, or how it ended. */
  at: string | null
  step:
    | 'written'
    | 'stored'
    | 'waits_for_worker'
    | 'set_aside'
    | 'unmatched'
    | 'session_opened'
    | 'session_joined'
    | 'agent'
    | 'queued'
    | 'waits_to_leave'
    | 'claimed'
    | 'sent'
    | 'ack'
    | 'edit'
    | 'revoke'
    | 'reaction'
    | 'unknown'
    | 'failed'
    | 'cancelled'
  facts: Record<string, string | number | null>
}

export interface Timeline {
  steps: Step[]
  queue_href: string
}

export type View = 'waiting' | 'mine' | 'manual' | 'agent' | 'open' | 'ended'

export interface InboxRow extends Session {
  last_message: { id: string; text: string | null; kind: string; role: string; at: string } | null
  /** Since when the guest has no answer by staff or agent. */
  waiting_since: string | null
  unread: number
}

export interface InboxPage {
  items: InboxRow[]
  next_cursor: string | null
  counts: Record<Exclude<View, 'ended'>, number>
}

export interface Settings {
  first_reply_target_ms: number
  lines: string[]
  home_country: string
}

export interface Me {
  /** Null for a key of the configuration. */
  id: string | null
  /** As it is typed at the login. */
  name: string
  display_name: string
  role: 'viewer' | 'agent' | 'admin'
  /** Its password is CONSOLE_PASSWORD. */
  built_in: boolean
  rights: string[]
}

/** How much waits for a hand. */
export interface Attention {
  /** Open sessions whose guest waits for an answer. */
  waiting: number
  /** Chats of the last day whose messages belong to nobody. */
  unmatched: number
  /** Messages that nobody knows of, or that could not be applied, and events that could not be read. */
  set_aside: number
}
