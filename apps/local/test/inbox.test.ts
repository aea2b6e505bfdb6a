import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDIS_NAME, DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: inbox.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the inbox', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/inbox?view=open`)
  })
  afterEach(() => inbox.expectNoTrouble())

  test('shows who waits longest first, and what was said last', async () => {
    await page.goto(`${hotel.url}/inbox`)
    await vi.waitFor(async () => expect(await inbox.rows().allInnerTexts()).toHaveLength(2), DEADLINE)
    const [first = '', second = ''] = await inbox.rows().allInnerTexts()
    expect(first).toContain(BUDIS_NAME)
    expect(first).toContain('Room 204')
    expect(first).toContain('is breakfast included?')
    expect(second).toContain('Siti')
    expect(await page.title()).toBe('(2) Inbox · Bellhop')
  })

  test('is walked through by keys, and says where one is', async () => {
    await page.goto(`${hotel.url}/inbox`)
    await inbox.rows().nth(1).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 2, name: BUDIS_NAME }).waitFor()
    expect(new URL(page.url()).pathname).toBe(`/inbox/${inbox.budi}`)
    expect(await page.evaluate<string>('document.activeElement.innerText')).toContain(BUDIS_NAME)
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { level: 2, name: 'Siti' }).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('heading', { level: 2, name: BUDIS_NAME }).waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('j')
    expect(await page.inputValue('#reply')).toBe('j')
    await page.fill('#reply', '')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByText('Choose a conversation').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('siti')
    await vi.waitFor(async () => expect(await inbox.rows().count()).toBe(1), DEADLINE)
    await page.goBack()
    await page.getByRole('heading', { level: 2, name: BUDIS_NAME }).waitFor()
  })

  test('speaks Indonesian when asked, also the next time', async () => {
    await page.getByText('More', { exact: true }).click()
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click()
    await page.getByRole('link', { name: /^Menunggu/ }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: /^Menunggu/ }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('id')
    await page.getByText('Lainnya', { exact: true }).click()
    await page.getByRole('button', { name: 'English' }).click()
  })

  test('is a list or a conversation on a phone, and as wide as the phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const overflow = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    await inbox.rows().first().waitFor()
    expect(await overflow()).toBe(0)
    await inbox.open('Budi')
    await inbox.log().waitFor()
    expect(await inbox.rows().count()).toBe(0)
    expect(await overflow()).toBe(0)
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await inbox.rows().first().waitFor()
    await page.setViewportSize({ width: 1100, height: 900 })
  })

  test('draws of thousands of conversations only those on the screen, and loads them as they are reached', async () => {
    const count = 2_000
    const [session] = (await hotel.api('GET', '/api/sessions')).body['items'] as object[]
    await page.route('**/api/inbox?*', (route) => {
      const query = new URL(route.request().url()).searchParams
      const from = Number(query.get('cursor') ?? 0)
      const to = Math.min(count, from + Number(query.get('limit')))
      const items = Array.from({ length: to - from }, (_, at) => ({
        ...session,
        id: `0190a000-0000-7000-8000-${String(from + at).padStart(12, '0')}`,
        name: `Guest ${from + at + 1} of ${count}`,
        last_message: null,
        waiting_since: null,
        unread: 0,
      }))
      const counts = { waiting: 0, manual: 0, agent: count, open: count }
      return route.fulfill({ json: { items, next_cursor: to < count ? String(to) : null, counts } })
    })
    await page.reload()
    await inbox.rows().filter({ hasText: 'Guest 1 of' }).waitFor()
    expect(await inbox.rows().count()).toBeLessThan(40)
    await vi.waitFor(async () => {
      await page.evaluate(`document.querySelector('section ul').parentElement.scrollTop = 1e9`)
      expect(await inbox.rows().allInnerTexts()).toContainEqual(
        expect.stringContaining(`${count} of ${count}`),
      )
    }, DEADLINE)
    expect(await inbox.rows().count()).toBeLessThan(40)
    expect(await inbox.rows().last().getAttribute('aria-posinset')).toBe(String(count))
    await page.unroute('**/api/inbox?*')
    await page.goto('about:blank')
  })
})
