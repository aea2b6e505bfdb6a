// What the API answers, as far as this page reads it. A test of the console compares these with its schemas.

export interface Line {
  line: string
  /** WAHA's own word; null before its first report. */
  status: string | null
  working_since: string | null
  last_event_at: string | null
  silent: boolean
  paused_by: 'operator' | 'bellhop' | null
  paused_reason: string | null
  paused_at: string | null
  timelocked_until: string | null
  send_interval_ms: number
  /** The same as it is now: longer for a while after a pause. */
  current_interval_ms: number
  waiting: number
  oldest_waiting_at: string | null
  repaired_until: string
}

/** A message that waits to leave. */
export interface WaitingMessage {
  id: string
  session_id: string | null
  phone: string | null
  chat_id: string
  kind: string
  text: string | null
  created_at: string
}

export interface Hour {
  from: string
  received: number
  sent: number
  failed: number
  /** Null if nobody was answered. */
  reply_ms: number | null
}

export interface Figures {
  /** The oldest first; the last one is still going on. */
  hours: Hour[]
  reply_ms: number | null
}

export interface QueueCounts {
  name: string
  waiting: number
  active: number
  delayed: number
  failed: number
  paused: boolean
}
