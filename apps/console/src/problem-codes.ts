/** What a problem is, for those who say it in their own language. A word keeps its meaning for good; new ones may come. */
export const PROBLEM_CODES = [
  // Of any request.
  'invalid',
  'malformed',
  'too_large',
  'unsupported_type',
  'not_logged_in',
  'forbidden',
  'foreign_page',
  'not_found',
  'too_many_attempts',
  'database_away',
  'queue_away',
  'internal',
  // There is no such thing.
  'no_session',
  'no_message',
  'unknown_check_in',
  'no_line',
  'no_operator',
  'no_login',
  'no_key',
  'no_template',
  'no_event',
  // Of a reply, or of a session that is to be changed.
  'not_open',
  'manual',
  'idle',
  'no_check_in',
  'key_reused',
  // Of a message that is to be settled, cancelled or tried again.
  'not_unknown',
  'pointless',
  'too_late',
  'not_set_aside',
  // Of a file.
  'no_file',
  'file_awaited',
  'file_gone',
  'no_such_part',
  'media_dir_closed',
  // Of people and templates.
  'taken_name',
  'built_in',
  'oneself',
  'no_password',
  'wrong_password',
  'too_many_templates',
] as const

export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** What is wrong with a field. `required`: it is missing, empty or no text; `phone`: nobody could call it; `invalid`: anything else. The last three are of a list of guests. */
export const FIELD_CODES = [
  'required',
  'too_short',
  'too_long',
  'phone',
  'invalid',
  'missing_columns',
  'too_many_rows',
  'no_csv',
] as const

export type FieldCode = (typeof FIELD_CODES)[number]
