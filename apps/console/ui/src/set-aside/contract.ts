// What the API answers, as far as this page reads it. A test of the console compares these with its schemas.

/** A message that may have left, or that could not be applied. */
export interface AsideMessage {
  id: string
  session_id: string | null
  line: string
  chat_id: string
  phone: string | null
  kind: string
  text: string | null
  /** One with an id of our own choice is not shown twice, however often it is sent. */
  whatsapp_id: string | null
  attempts: number
  resends: number
  /** Of one that may have left: since when. */
  claimed_at: string | null
  error: string | null
  /** Something that was written after it has left already. */
  overtaken: boolean
  created_at: string
}

/** An event of WAHA that could not be read or stored. */
export interface QuarantinedEvent {
  id: string
  event_key: string
  reason: string
  line: string | null
  /** In bytes. */
  size: number
  created_at: string
  /** Since when it is being tried again. */
  retry_at: string | null
}

export interface QuarantinedExcerpt extends QuarantinedEvent {
  raw: {
    encoding: 'utf-8' | 'base64'
    content: string
    /** Only how it begins is here. */
    truncated: boolean
  }
}
