/** A guest's stay in a room. */
export interface CheckIn {
  id: string
  guest_id: string
  /** Of the guest's conversation, if there is one. */
  session_id: string | null
  phone: string
  /** ISO 3166, two letters. */
  country: string | null
  name: string
  locale: string
  room: string
  status: 'active' | 'checked_out'
  checked_in_at: string
  checked_out_at: string | null
}

/** As far as it tells which stay it is of. */
export interface StaySession {
  id: string
  check_in_id: string
}

/** What a phone number is, as it is written so far. */
export interface PhoneLook {
  /** As it is stored; null for what is no number, or not yet. */
  phone: string | null
  country: string | null
  valid: boolean
  guest: KnownGuest | null
}

/** Who has a phone number. */
export interface KnownGuest {
  name: string
  /** Of the stays that have not ended. */
  rooms: string[]
}

/** A line of a list of guests. */
export interface ImportRow {
  line: number
  phone: string
  country: string | null
  /** Whether its country has such numbers, as far as is known. */
  valid: boolean
  name: string
  room: string
  outcome: 'ready' | 'wrong' | 'checked_in' | 'there'
  /** The name that the hotel had for this phone before, if it is another. */
  renames: string | null
  /** The list has this phone under another name as well. */
  twice: boolean
  errors: { field: string; code: string; message: string }[]
}

export interface ImportAnswer {
  rows: ImportRow[]
}
