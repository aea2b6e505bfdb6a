import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { openInbox, SITI, type OpenInbox } from './open-inbox.ts'

/** Of a hotel where a lot goes on. */
const COUNTS = { waiting: 12, mine: 3, manual: 8, agent: 45, open: 120 }
const LONG_NAME = 'Raden Ajeng Sri Wahyuningsih Kusumawardhani Prawirodirdjo binti Haji Abdurrahman'

if (noBrowser !== null) process.stderr.write(`Skipped: inbox-fit.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the inbox', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(async () => {
    await speak('en')
    await inbox.expectNoTrouble()
  })

  const speak = (language: 'en' | 'id') =>
    page.evaluate<void>(`localStorage.setItem('bellhop-language', '${language}')`)
  /** Which texts of the navigation are cut off. */
  const cutOff = () =>
    page.evaluate<string[]>(
      `[...document.querySelectorAll('nav .truncate')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)`,
    )

  test.for([
    ['en', 1280, 'Which conversations'],
    ['en', 390, 'Which conversations'],
    ['id', 1280, 'Percakapan yang ditampilkan'],
    ['id', 390, 'Percakapan yang ditampilkan'],
    ['id', 360, 'Percakapan yang ditampilkan'],
  ] as const)(
    'has room for all its words in the language %s at a width of %i',
    async ([language, width, label]) => {
      await page.setViewportSize({ width, height: 800 })
      await speak(language)
      await page.route('**/api/inbox?*', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ json: { ...((await response.json()) as object), counts: COUNTS } })
      })
      await page.goto(`${hotel.url}/inbox`)
      const tabs = page.getByRole('navigation', { name: label })
      await tabs.getByText('12', { exact: true }).first().waitFor()
      const lists = `document.querySelector('nav[aria-label="${label}"]')`
      expect(await page.evaluate<number>(`${lists}.scrollWidth - ${lists}.clientWidth`)).toBe(0)
      expect(await cutOff()).toEqual([])
      // An answer that is still on its way comes first.
      await page.unrouteAll({ behavior: 'wait' })
    },
  )

  test('finds in other lists what is not in this one, and keeps what was written', async () => {
    await page.setViewportSize({ width: 1100, height: 900 })
    const siti = await hotel.store.prisma.session.findFirstOrThrow({ where: { guest: { phone: SITI } } })
    await hotel.api('POST', `/api/sessions/${siti.id}/terminate`)
    await page.goto(`${hotel.url}/inbox`)
    await page.getByRole('searchbox').fill('siti')
    await page.getByText('Nothing matches.').waitFor()
    await page.getByRole('link', { name: 'Search in All' }).click()
    await page.getByRole('list', { name: 'All' }).waitFor({ state: 'attached' })
    await page.getByText('Nothing matches.').waitFor()
    expect(await page.getByRole('link', { name: 'Search in All' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Search in Ended' }).click()
    await page.getByRole('list', { name: 'Ended' }).getByRole('link', { name: 'Siti' }).waitFor()
    expect(await page.getByRole('searchbox').inputValue()).toBe('siti')
  })

  test('has a reply box of one line, however long the name of the guest is', async () => {
    await page.setViewportSize({ width: 390, height: 780 })
    await hotel.store.prisma.guest.updateMany({ where: { phone: SITI }, data: { name: LONG_NAME } })
    const { id } = await hotel.store.prisma.session.findFirstOrThrow({ where: { guest: { phone: SITI } } })
    await page.goto(`${hotel.url}/inbox/${id}?view=ended`)
    const reply = page.getByRole('textbox', { name: `Reply to ${LONG_NAME}` })
    const height = async () => (await reply.boundingBox())?.height
    const empty = await height()
    await reply.fill('Of course!')
    expect(empty).toBe(await height())
    await reply.fill('One\nTwo\nThree')
    expect(await height()).toBeGreaterThan(empty ?? 0)
    await reply.fill('')
  })
})
