import type { Page, Route } from 'playwright-core'
import type { TestHotel } from './open-hotel.ts'

const TARGET_MS = 10 * 60_000
/** A stream that ends at once is opened again at once, and each time it begins with a hello. */
const EVENTS = 'retry: 100\n\nevent: hello\ndata: {}\n\n'

interface Session {
  id: string
  mode: string
  name: string
}

/** What the inbox asks for and the console has no answer to yet: it is put together from what the console does answer. */
export async function standInForInbox(page: Page, hotel: TestHotel): Promise<void> {
  const read = async (path: string) => (await hotel.api('GET', path)).body
  const json = (route: Route, body: unknown) => route.fulfill({ json: body })

  await page.route('**/api/settings', (route) =>
    json(route, { first_reply_target_ms: TARGET_MS, lines: ['default'], home_country: '62' }),
  )
  await page.route('**/api/events', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: EVENTS }),
  )
  await page.route('**/api/sessions/*/read', (route) => route.fulfill({ status: 204 }))
  await page.route('**/api/messages/*/cancel', async (route) => {
    const id = /messages\/([^/]+)\//.exec(route.request().url())?.[1] ?? ''
    const { sessionId } = await hotel.store.prisma.message.update({
      where: { id },
      data: { status: 'cancelled' },
    })
    const { messages } = (await read(`/api/sessions/${sessionId}`)) as { messages: { id: string }[] }
    await json(
      route,
      messages.find((message) => message.id === id),
    )
  })
  await page.route('**/api/inbox?*', async (route) => {
    const query = new URL(route.request().url()).searchParams
    const status = query.get('view') === 'ended' ? 'terminated' : 'open'
    const { items } = (await read(`/api/sessions?status=${status}`)) as { items: Session[] }
    const rows = await Promise.all(items.map(rowOf))
    const views: Record<string, (row: (typeof rows)[number]) => boolean> = {
      waiting: ({ waiting_since }) => waiting_since !== null,
      manual: ({ mode }) => mode === 'manual',
      agent: ({ mode }) => mode === 'agent',
    }
    const isIn = views[query.get('view') ?? ''] ?? (() => true)
    const search = (query.get('search') ?? '').toLowerCase()
    const found = rows.filter(isIn).filter(({ name }) => name.toLowerCase().includes(search))
    const counts = Object.entries(views).map(([view, isIn]) => [view, rows.filter(isIn).length])
    await json(route, {
      items: found.toSorted((a, b) => (a.waiting_since ?? '~').localeCompare(b.waiting_since ?? '~')),
      next_cursor: null,
      counts: { ...Object.fromEntries(counts), open: rows.length },
    })
  })

  async function rowOf(session: Session) {
    const { messages } = (await read(`/api/sessions/${session.id}`)) as {
      messages: { id: string; text: string; kind: string; role: string; created_at: string }[]
    }
    const said = messages.filter(({ role }) => role !== 'System')
    const answered = said.findLastIndex(({ role }) => role !== 'User')
    const last = said.at(-1)
    return {
      ...session,
      last_message: last === undefined ? null : { ...last, at: last.created_at },
      waiting_since: said[answered + 1]?.created_at ?? null,
      unread: said.length - answered - 1,
    }
  }
}
