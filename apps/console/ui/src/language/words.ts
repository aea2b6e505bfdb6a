import type { Role, Session, Step, View } from '../contract.ts'
import type { Delivery } from '../conversation/delivery.ts'
import type { LiveState } from '../live.ts'
import type { PageName } from '../shell/pages.ts'

type Unit = 'minute' | 'hour' | 'day'

/** All that the inbox says, and what every page says. Each other page has words of its own beside it. */
export interface Words {
  views: Record<View, string>
  viewsLabel: string
  search: string
  room: (room: string) => string
  nothing: Record<View, string>
  nothingFound: string
  searchIn: (view: string) => string
  waits: (since: string, isLate: boolean) => string
  units: Record<Unit, (value: number) => string>
  shortUnits: Record<Unit, (value: number) => string>
  unread: (count: number) => string
  you: string
  modes: Record<Session['mode'], string>
  idle: string
  agentFailed: string
  ended: string
  endReasons: Record<NonNullable<Session['end_reason']>, string>
  live: Record<LiveState, string>
  pages: Record<PageName | 'queues' | 'api', string>
  navigation: string
  menu: string
  logOut: string
  waiting: (count: number) => string
  toDo: (count: number) => string
  close: string
  more: string
  save: string
  otherLanguage: { tag: string; name: string }
  choose: string
  shortcuts: Record<'move' | 'search' | 'reply' | 'undo' | 'back', string>
  back: string
  takeOver: string
  giveBack: string
  end: string
  undo: string
  tookOver: (name: string) => string
  gaveBack: (name: string) => string
  ends: (name: string) => string
  ending: string
  /** Until then staff have it, unless they write. */
  until: (time: string) => string
  conversationWith: (name: string) => string
  messages: string
  older: string
  noMessages: string
  newest: string
  wrote: (name: string, text: string) => string
  today: string
  yesterday: string
  roles: Record<Role, string>
  kinds: Record<string, string>
  earlier: string
  edited: string
  revoked: Record<'guest' | 'hotel', string>
  reactedBy: Record<string, string>
  fileAwaited: string
  noFile: (reason: string) => string
  openMap: string
  deliveries: Record<Delivery, string>
  /** Why a message was dropped, has failed or is unknown, by the words of the API. */
  reasons: Record<string, string>
  story: StoryWords
  earlierSessions: string
  stillOpen: string
  cancel: string
  cancelMessage: string
  unknown: string
  /** What it would mean to send it again. */
  mayDouble: string
  neverDoubles: string
  outOfOrder: string
  arrived: string
  sendAgain: string
  notArrived: string
  sending: string
  notSent: (reason: string) => string
  pageLeft: string
  discard: string
  reply: (name: string) => string
  send: string
  onlyLooks: string
  keys: string
  tooLong: (count: number) => string
  effects: Record<'terminated' | 'idle' | 'agent', string>
  takesFrom: (name: string) => string
  tooLateToUndo: string
  linePaused: (line: string, by: 'operator' | 'bellhop', reason: string) => string
  failed: string
  again: string
  loading: string
  /** What it means that a message did not arrive. */
  neverSent: string
  /** `isMarked`: there is no clipboard, and the text is only selected. */
  copy: Record<'label' | 'done' | 'isDone' | 'isMarked', string>
}

/** What happened to a message. */
export interface StoryWords {
  label: string
  queue: string
  steps: Record<Exclude<Step['step'], 'session_opened' | 'agent' | 'ack'>, string>
  /** A session was opened: the first one, or by how the one before had ended. */
  opened: Record<NonNullable<Session['end_reason']> | 'first' | 'other', string>
  agents: Record<NonNullable<Session['agent_status']>, string>
  acks: Record<string, string>
  /** Why a message belongs to nobody. */
  unmatched: Record<string, string>
  line: (line: string) => string
  attempts: (count: number) => string
  resends: (count: number) => string
  notBefore: (time: string) => string
}
