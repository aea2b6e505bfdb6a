import { newId, type Prisma, type Store } from '@bellhop/store'

type Guest = { session: string; phone: string }
type Facts = Partial<Prisma.MessageUncheckedCreateInput>

/** What the guest wrote in the session. Gives the message's id. */
export function guestWrote(store: Store, guest: Guest, facts: Facts = {}): Promise<string> {
  const inbound = {
    direction: 'inbound',
    role: 'User',
    kind: 'text',
    fromMe: false,
    status: 'applied',
  } as const
  return write(store, guest, { ...inbound, text: 'is breakfast included?', whatsappId: newId(), ...facts })
}

/** A message that may have left a minute ago. */
export function mayHaveLeft(store: Store, guest: Guest, facts: Facts = {}): Promise<string> {
  const claim = { claimToken: newId(), claimedAt: new Date(Date.now() - 60_000), attempts: 1 }
  return weWrote(store, guest, { status: 'unknown', error: 'timeout', sentAt: null, ...claim, ...facts })
}

/** What Bellhop wrote in the session: staff's reply, unless it is said otherwise. */
export function weWrote(store: Store, guest: Guest, facts: Facts = {}): Promise<string> {
  const outbound = {
    direction: 'outbound',
    role: 'Staff',
    kind: 'staff_reply',
    fromMe: true,
    status: 'sent',
  } as const
  return write(store, guest, { ...outbound, text: 'it is', ...facts })
}

async function write(store: Store, { session, phone }: Guest, facts: Facts): Promise<string> {
  const id = newId()
  const chatId = `62${phone.slice(1)}@c.us`
  const base = { id, sessionId: session, line: 'default', chatId, phone, sentAt: new Date() }
  await store.prisma.message.create({ data: { ...base, ...facts } as Prisma.MessageUncheckedCreateInput })
  return id
}
