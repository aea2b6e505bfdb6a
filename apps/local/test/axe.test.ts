import { newId } from '@bellhop/store'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { noBrowser } from './open-browser.ts'
import { BUDI, openInbox, type OpenInbox } from './open-inbox.ts'

/** For several runs of axe, on a machine that has other things to do. */
const DEADLINE_MS = 60_000
const PATHS = [
  '/inbox?view=open',
  '/inbox/:session',
  '/check-ins',
  '/unmatched',
  '/set-aside',
  '/lines',
  '/templates',
  '/people',
  '/people?part=keys',
  '/people?part=audit',
  '/account',
]
/** What opens above a page, and how. */
const OPENED: readonly [what: string, path: string, open: (page: Page) => Locator][] = [
  ['the menu', '/lines', (page) => page.locator('nav summary')],
  ['the check-in', '/check-ins', button('Check in')],
  ['what waits on a line', '/lines', button(/Show what waits on default$/)],
  ['what came', '/set-aside', button('Raw')],
  ['a new template', '/templates', button('New template')],
  ['a new operator', '/people', button('New operator')],
  ['the logins of an operator', '/people', button(/^Logins of/)],
  ['a new key', '/people?part=keys', button('New key')],
  ['the templates of a reply', '/inbox/:session', button('Templates')],
]

interface Look {
  width: number
  colorScheme: 'light' | 'dark'
}
const WIDE = { width: 1280, colorScheme: 'light' } as const
const NARROW = { width: 390, colorScheme: 'light' } as const
const DARK = { colorScheme: 'dark' } as const

function button(name: string | RegExp): (page: Page) => Locator {
  return (page) => page.getByRole('button', { name, exact: typeof name === 'string' }).first()
}

if (noBrowser !== null) process.stderr.write(`Skipped: axe.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a page', () => {
  let inbox: OpenInbox
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ page } = inbox)
    await fill()
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  /** One of everything that a page may have to show. */
  async function fill(): Promise<void> {
    const { hotel, budi } = inbox
    await hotel.waha.guest('081299999999').writes('is there a room?')
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await hotel.api('POST', `/api/sessions/${budi}/messages`, { text: 'soon', role: 'Staff' })
    const message = {
      line: 'default',
      chatId: '6281234500001@c.us',
      phone: BUDI,
      sessionId: budi,
      text: 'odd',
      claimedAt: new Date(),
    }
    await hotel.store.prisma.message.createMany({
      data: [
        {
          ...message,
          id: newId(),
          direction: 'outbound',
          role: 'Staff',
          kind: 'staff_reply',
          fromMe: true,
          status: 'unknown',
          error: 'timeout',
          claimToken: newId(),
        },
        {
          ...message,
          id: newId(),
          direction: 'inbound',
          role: 'User',
          kind: 'text',
          fromMe: false,
          status: 'set_aside',
          error: 'cannot be applied',
          attempts: 5,
        },
      ],
    })
    await hotel.store.prisma.quarantinedEvent.create({
      data: { id: newId(), eventKey: 'k', raw: Buffer.from('{'), reason: 'malformed JSON', line: 'default' },
    })
  }

  async function goTo(path: string, live = 'Live', loading = 'Loading …'): Promise<void> {
    await page.setViewportSize({ width: WIDE.width, height: 844 })
    await page.goto(inbox.hotel.url + path.replace(':session', inbox.budi))
    await page.getByText(live, { exact: true }).first().waitFor({ state: 'attached' })
    await page.getByText(loading).first().waitFor({ state: 'detached' })
  }

  async function expectNoBarriers(looks: readonly Look[]): Promise<void> {
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 844 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect(await findBarriers(page), `${width} ${colorScheme}`).toEqual([])
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(overflow, `${width}: wider than the screen`).toBe(0)
    }
  }

  test.for(PATHS)(
    '%s keeps nobody out: axe finds nothing serious, wide and narrow, light and dark',
    { timeout: DEADLINE_MS },
    async (path) => {
      await goTo(path)
      await expectNoBarriers([WIDE, { ...WIDE, ...DARK }, NARROW, { ...NARROW, ...DARK }])
    },
  )

  test.for(OPENED)('keeps nobody out with %s open', { timeout: DEADLINE_MS }, async ([, path, open]) => {
    await goTo(path)
    await open(page).click()
    await expectNoBarriers([WIDE, { ...NARROW, ...DARK }])
  })

  test(
    'keeps nobody out in Indonesian, which needs more room',
    async () => {
      await page.evaluate(`localStorage.setItem('bellhop-language', 'id')`)
      for (const path of PATHS) {
        await goTo(path, 'Langsung', 'Memuat …')
        await expectNoBarriers([NARROW])
      }
      await page.evaluate(`localStorage.removeItem('bellhop-language')`)
    },
    2 * DEADLINE_MS,
  )
})
