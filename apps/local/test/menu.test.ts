import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logIn, noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { openInbox, SITI, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: menu.test.ts, since ${noBrowser}.\n`)

/** Long enough for a page to look again. */
const ANSWER_MS = 1_000

/** Whether it is where it can be clicked on, without being scrolled there. */
const IS_SEEN = `(() => {
  const button = [...document.querySelectorAll('nav button')].at(-1)
  const { x, y, width, height } = button.getBoundingClientRect()
  return document.elementFromPoint(x + width / 2, y + height / 2) === button
})()`

describe.skipIf(noBrowser !== null)('whoever logs out', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(() => logIn(inbox.watched, hotel.url))
  afterEach(() => inbox.expectNoTrouble())

  test('finds the way in the menu, and a conversation that was about to end has ended', async () => {
    await page.goto(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByText('More', { exact: true }).click()
    expect(await page.evaluate<boolean>(IS_SEEN)).toBe(true)
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL(`${hotel.url}/login`)
    const session = await hotel.store.prisma.session.findUniqueOrThrow({ where: { id: inbox.budi } })
    expect(session).toMatchObject({ status: 'terminated', endReason: 'staff' })
  })

  test('is asked for nothing more that would be refused, while the answer to the logout is on its way', async () => {
    await page.route(`${hotel.url}/logout`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      await hotel.waha.guest(SITI).writes('and a pillow, please')
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS))
      await route.fulfill({ response })
    })
    await page.goto(`${hotel.url}/inbox?view=open`)
    await page.getByText('More', { exact: true }).click()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL(`${hotel.url}/login`)
    await page.unroute(`${hotel.url}/logout`)
    expect(inbox.watched.found).toEqual([])
  })

  test('finds it in the own account too, and a guest who was about to leave has left, and a template is gone', async () => {
    await hotel.api('POST', '/api/templates', { name: 'Spa', text: 'It opens at nine.' })
    await page.getByRole('link', { name: 'Templates' }).click()
    await page.getByRole('button', { name: 'Delete Spa' }).click()
    await page.getByRole('link', { name: /^Guests/ }).click()
    await page.getByRole('button', { name: 'Check out Siti' }).click()
    await page.getByText('More', { exact: true }).click()
    await page.getByRole('link', { name: 'Account' }).click()
    await page.getByRole('main').getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL(`${hotel.url}/login`)
    const { prisma } = hotel.store
    expect(await prisma.checkIn.count({ where: { status: 'active', guest: { phone: SITI } } })).toBe(0)
    expect((await hotel.api('GET', '/api/templates')).body['items']).toEqual([])
  })
})
