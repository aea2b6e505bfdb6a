import { newId } from '@bellhop/store'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { standInForInbox } from './inbox-stand-in.ts'
import {
  logIn,
  noBrowser,
  openBrowser,
  openWatchedPage,
  troublesOf,
  type WatchedPage,
} from './open-browser.ts'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }
const NAME = `Budi <img src=x onerror="window.pwned=1">`
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

if (noBrowser !== null) process.stderr.write(`Skipped: inbox.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the inbox', () => {
  let hotel: TestHotel
  let browser: Browser
  let watched: WatchedPage
  let page: Page
  let budi: string

  beforeAll(async () => {
    hotel = await openHotel(inject('redis') === null ? 'postgres' : 'redis', { AUTO_REPLY: 'off' })
    await hotel.guest({ phone: '081234500001', name: NAME, room: '204' })
    await hotel.guest({ phone: '081234500002', name: 'Siti', room: '7' })
    await hotel.waha.guest('081234500001').writes('is breakfast included?')
    budi = (await vi.waitFor(() => hotel.store.prisma.session.findFirstOrThrow(), DEADLINE)).id
    await hotel.waha.guest('081234500002').writes('towels please')

    browser = await openBrowser()
    watched = await openWatchedPage(browser, hotel.url)
    page = watched.page
    page.setDefaultTimeout(DEADLINE.timeout)
    await standInForInbox(page, hotel)
    await logIn(watched, hotel.url)
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await hotel?.close()
  })
  beforeEach(async () => {
    await page.goto(`${hotel.url}/inbox?view=open`)
  })
  afterEach(async () => {
    expect(await troublesOf(watched)).toEqual([])
  })

  const rows = () => page.getByRole('list', { name: /Waiting|All|Ended/ }).getByRole('listitem')
  const log = () => page.getByRole('log')
  const open = (name: string) => page.getByRole('link', { name }).click()
  const phoneOf = (phone: string) =>
    hotel.waha
      .guest(phone)
      .entries.map((entry) => JSON.stringify(entry))
      .join('\n')

  test('shows who waits longest first, and what was said last', async () => {
    await page.goto(`${hotel.url}/inbox`)
    await vi.waitFor(async () => expect(await rows().allInnerTexts()).toHaveLength(2), DEADLINE)
    const [first = '', second = ''] = await rows().allInnerTexts()
    expect(first).toContain(NAME)
    expect(first).toContain('Room 204')
    expect(first).toContain('is breakfast included?')
    expect(second).toContain('Siti')
    expect(await page.title()).toBe('(2) Inbox · Bellhop')
  })

  test('is walked through by keys, and says where one is', async () => {
    await page.goto(`${hotel.url}/inbox`)
    await rows().nth(1).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2, name: NAME }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/inbox/${budi}`)
    expect(await page.evaluate<string>('document.activeElement.innerText')).toContain(NAME)
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { level: 2, name: 'Siti' }).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('heading', { level: 2, name: NAME }).waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('j')
    expect(await page.inputValue('#reply')).toBe('j')
    await page.fill('#reply', '')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByText('Choose a conversation').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('siti')
    await vi.waitFor(async () => expect(await rows().count()).toBe(1), DEADLINE)
    await page.goBack()
    await page.getByRole('heading', { level: 2, name: NAME }).waitFor()
  })

  test('shows by itself what the guest writes, changes and sends, and says it aloud', async () => {
    const guest = hotel.waha.guest('081234500001')
    await open('Budi')
    await log().getByText('is breakfast included?').waitFor()
    const { id } = await guest.writes('for two')
    await log().getByText('for two').waitFor()
    await page.locator('main [aria-live=polite]', { hasText: 'for two' }).waitFor({ state: 'attached' })
    await guest.edits(id, 'for three')
    await log().getByText('for three').waitFor()
    await guest.reacts(id, '🙏')
    await log().getByText('🙏').waitFor()
    await guest.revokes(id)
    await log().getByText('Taken back by the guest').waitFor()

    const media = { mimetype: 'image/png', filename: 'lamp.png', content: PHOTO }
    await guest.writes('this lamp', { media })
    const width = `document.querySelector('img[alt="lamp.png"]')?.naturalWidth`
    await vi.waitFor(async () => expect(await page.evaluate<number>(width)).toBe(1), DEADLINE)
  })

  test('answers with Enter, takes the session over by it, and shows the answer arrive', async () => {
    await open('Budi')
    await page.getByText('Your reply takes the conversation over from the agent.').waitFor()
    await page.fill('#reply', 'It is,')
    await page.press('#reply', 'Shift+Enter')
    await page.locator('#reply').pressSequentially('from 6 to 10')
    await page.press('#reply', 'Enter')
    expect(await page.inputValue('#reply')).toBe('')
    const bubble = log().getByRole('listitem').filter({ hasText: 'from 6 to 10' })
    await bubble.getByTitle('Delivered').waitFor()
    expect(await bubble.count()).toBe(1)
    expect(hotel.waha.sent.at(-1)?.text).toBe('It is,\nfrom 6 to 10')
    await page.getByRole('button', { name: 'Give to agent' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).first().click()
    await page.getByRole('button', { name: 'Give to agent' }).waitFor()
  })

  test('sends a reply once that was refused at first, under the same key', async () => {
    await open('Budi')
    const keys: (string | undefined)[] = []
    await page.route('**/api/sessions/*/messages', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length === 1) await route.abort()
      else await route.continue()
    })
    await page.fill('#reply', 'a second coffee is on us')
    await page.press('#reply', 'Enter')
    await page.getByRole('alert').getByText('Not sent').waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    await log().getByTitle('Delivered').last().waitFor()
    await page.unroute('**/api/sessions/*/messages')
    expect(keys).toEqual([keys[0], keys[0]])
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(watched.found.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  })

  test('lets a message that waits be cancelled, and one of an unknown fate be settled', async () => {
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await open('Budi')
    await page.fill('#reply', 'never mind')
    await page.press('#reply', 'Enter')
    const waiting = log().getByRole('listitem').filter({ hasText: 'never mind' })
    await waiting.getByRole('button', { name: 'Cancel' }).click()
    await waiting.getByTitle('Cancelled').waitFor()

    await hotel.store.prisma.message.create({
      data: {
        id: newId(),
        sessionId: budi,
        line: 'default',
        chatId: '6281234500001@c.us',
        phone: '081234500001',
        direction: 'outbound',
        role: 'Staff',
        kind: 'staff_reply',
        text: 'your taxi waits',
        fromMe: true,
        status: 'unknown',
        error: 'absent',
        claimToken: newId(),
        claimedAt: new Date(),
      },
    })
    const lost = log().getByRole('listitem').filter({ hasText: 'your taxi waits' })
    await lost.getByRole('button', { name: 'It arrived' }).click()
    await lost.getByTitle('Sent').waitFor()
    await hotel.api('POST', '/api/lines/default/resume')
    expect(phoneOf('081234500001')).not.toContain('never mind')
  })

  test('ends a session only if that is not undone within five seconds', async () => {
    await page.clock.install()
    await open('Siti')
    const status = async () =>
      (await hotel.store.prisma.session.findFirstOrThrow({ where: { guest: { name: 'Siti' } } })).status
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.clock.fastForward(6_000)
    await page.getByRole('button', { name: 'End', exact: true }).click()
    expect(await status()).toBe('open')
    await page.getByText('Ends in a moment').waitFor()
    await page.clock.fastForward(6_000)
    await page.getByText('Ended: by staff').waitFor()
    expect(await status()).toBe('terminated')
  })

  test('speaks Indonesian when asked, also the next time', async () => {
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click()
    await page.getByRole('link', { name: /^Menunggu/ }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /^Menunggu/ }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('id')
    await page.getByRole('button', { name: 'English' }).click()
  })

  test('is a list or a conversation on a phone, and as wide as the phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    await rows().first().waitFor()
    expect(await overflow()).toBe(0)
    await open('Budi')
    await log().waitFor()
    expect(await rows().count()).toBe(0)
    expect(await overflow()).toBe(0)
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await rows().first().waitFor()
    await page.setViewportSize({ width: 1100, height: 900 })
  })
})
