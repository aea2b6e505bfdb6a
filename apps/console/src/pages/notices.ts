const NOTICES: Record<string, string> = {
  'checked-in': 'The guest is checked in.',
  'already-in': 'The guest is in that room already.',
  'checked-out': 'The guest is checked out.',
  manual: 'You have taken this session over.',
  agent: 'The agent has this session again.',
  ended: 'The session is ended.',
  sent: 'The reply is on its way.',
  moved: 'That session was over: your reply is in this one.',
  'not-sent': 'Not sent: the text is empty or too long.',
  arrived: 'It arrived: what waited behind it may leave now.',
  'not-arrived': 'It did not arrive, and is left at that.',
  'sent-again': 'It is on its way again.',
  known: 'It is known by now what became of that message.',
  pointless: 'Not sent again: it would be dropped. Write the guest a new message.',
  paused: 'The line is paused: nothing leaves on it.',
  resumed: 'The line goes on.',
  'reason-too-long': 'Not paused: the reason is too long.',
  late: 'That came too late: the session has ended.',
  'no-check-in': 'Not sent: the guest has no active check-in.',
}

/** What a page says about what was done just before: a fixed sentence, whatever the address claims. */
export function noticeOf(query: { notice?: string | undefined }): string | undefined {
  return query.notice !== undefined && Object.hasOwn(NOTICES, query.notice)
    ? NOTICES[query.notice]
    : undefined
}
