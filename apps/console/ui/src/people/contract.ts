export type OperatorRole = 'viewer' | 'agent' | 'admin'

export interface Operator {
  id: string
  /** As it is typed at the login. */
  name: string
  display_name: string
  role: OperatorRole
  built_in: boolean
  created_at: string
  disabled_at: string | null
}

export interface Login {
  id: string
  created_at: string
  last_seen_at: string
  expires_at: string
  revoked_at: string | null
  /** The one that asks. */
  current: boolean
}

export interface Key {
  id: string
  name: string
  role: OperatorRole
  /** The operator who made it; null if another key did. */
  created_by: string | null
  created_at: string
  last_used_at: string | null
  revoked_at: string | null
}

/** A key that was just made: never again is it told. */
export interface MadeKey extends Key {
  key: string
}

export interface AuditEvent {
  id: string
  at: string
  actor_kind: 'operator' | 'key'
  actor_id: string | null
  actor_name: string
  action: string
  session_id: string | null
  /** The id of an operator, a login, a key or a template, or the name of a line or a queue. */
  subject: string | null
  detail: Record<string, unknown> | null
}
