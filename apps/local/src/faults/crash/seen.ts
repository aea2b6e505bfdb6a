import type { EndReason, SessionMode } from '@bellhop/core'
import type { SentText } from '@bellhop/gateways/waha/simulator'
import type { Store } from '@bellhop/store'
import type { Rig } from '../rig/open-rig.ts'

export interface SeenSession {
  id: string
  status: 'open' | 'terminated'
  mode: SessionMode
  agentStatus: string | null
  startedAt: number
  endedAt: number | null
  endReason: EndReason | null
}

export interface SeenMessage {
  seq: bigint
  sessionId: string | null
  role: string
  kind: string
  text: string | null
  whatsappId: string | null
  status: string
  attempts: number
}

/** What there is in the end of one guest: in Postgres, at WAHA and at the agent router. */
export interface Seen {
  sessions: readonly SeenSession[]
  messages: readonly SeenMessage[]
  /** What WAHA took for this guest, in order. */
  sent: readonly Pick<SentText, 'id' | 'text'>[]
  /** Sessions for which an agent was created. */
  agents: readonly string[]
  /** WhatsApp ids of what was answered with 200. */
  accepted: readonly string[]
}

export async function readSeen(
  { store, waha, h2h }: Pick<Rig, 'store' | 'waha' | 'h2h'>,
  { phone, chatId }: { phone: string; chatId: string },
  accepted: readonly string[],
): Promise<Seen> {
  const [sessions, messages] = await Promise.all([readSessions(store, phone), readMessages(store, phone)])
  return {
    sessions,
    messages,
    sent: waha.sent.filter((text) => text.chatId === chatId),
    agents: h2h.created.map(({ identifierId }) => identifierId),
    accepted,
  }
}

async function readSessions({ prisma }: Store, phone: string): Promise<SeenSession[]> {
  const rows = await prisma.session.findMany({ where: { guest: { phone } }, orderBy: { startedAt: 'asc' } })
  return rows.map(({ startedAt, endedAt, ...row }) => ({
    ...row,
    startedAt: startedAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
  }))
}

function readMessages({ prisma }: Store, phone: string): Promise<SeenMessage[]> {
  return prisma.message.findMany({ where: { phone }, orderBy: { seq: 'asc' } })
}
