import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, BUDIS_NAME, DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: inbox-story.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the story of a message', () => {
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
    await inbox.open('Budi')
  })
  afterEach(() => inbox.expectNoTrouble())

  const bubble = (text: string) => inbox.log().getByRole('listitem').filter({ hasText: text }).first()
  const control = (text: string) => bubble(text).getByRole('button', { name: 'Story' })
  const steps = (text: string) =>
    bubble(text).getByRole('list', { name: 'Story' }).getByRole('listitem').locator('span:last-child')
  const expectSteps = (text: string, expected: unknown) =>
    vi.waitFor(async () => expect(await steps(text).allInnerTexts()).toEqual(expected), DEADLINE)

  test('is opened and closed by a key, and leads to its queue', async () => {
    await control('is breakfast included?').focus()
    await page.keyboard.press('Enter')
    await expectSteps('is breakfast included?', [
      'Written on WhatsApp',
      'Stored by Bellhop, on the line default',
      "Opened the guest's first session on this line",
      'Its agent was created',
    ])
    expect(await control('is breakfast included?').getAttribute('aria-expanded')).toBe('true')
    const queue = bubble('is breakfast included?').getByRole('link', { name: 'Look into its queue' })
    expect(await queue.getAttribute('href')).toMatch(/^\/queues\/queue\/inbound\/default_message_false_\w+$/)
    await page.keyboard.press('Enter')
    await steps('is breakfast included?').first().waitFor({ state: 'detached' })
  })

  test('grows while it is open, and says what it waits for', async () => {
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await page.fill('#reply', 'it is')
    await page.press('#reply', 'Enter')
    await control('it is').click()
    await expectSteps('it is', ['Put into the queue', 'Waits to leave'])
    await hotel.api('POST', '/api/lines/default/resume')
    await expectSteps(
      'it is',
      expect.arrayContaining(['Taken to be sent', 'Handed to WhatsApp', 'Delivered']),
    )
  })

  test('has no way to the queue for whoever may not see it, and is told in Indonesian', async () => {
    await page.route('**/api/me', (route) => route.fulfill({ json: { rights: ['read', 'serve'] } }))
    await page.reload()
    await page.getByText('More', { exact: true }).click()
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click()
    await bubble('is breakfast included?').getByRole('button', { name: 'Riwayat' }).click()
    await inbox.log().getByText('Membuka sesi pertama tamu di nomor ini').waitFor()
    expect(await inbox.log().getByRole('link').count()).toBe(0)
    await page.getByText('Lainnya', { exact: true }).click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.unroute('**/api/me')
  })

  test('says why a new session began, and the earlier one stands above it', async () => {
    const earlier = page.getByRole('navigation', { name: 'Earlier conversations' })
    expect(await earlier.count()).toBe(0)
    await hotel.api('POST', `/api/sessions/${inbox.budi}/terminate`)
    // WhatsApp tells whole seconds, and what was written before the end belongs to what has ended.
    await hotel.waha.guest(BUDI).writes('one more thing', { at: Date.now() + 1_000 })
    const { id } = await vi.waitFor(
      () =>
        hotel.store.prisma.session.findFirstOrThrow({
          where: { guest: { name: BUDIS_NAME }, NOT: { id: inbox.budi } },
        }),
      DEADLINE,
    )
    await page.goto(`${hotel.url}/inbox/${id}`)
    await control('one more thing').click()
    await inbox
      .log()
      .getByText('Opened a new session, since staff had ended the one before', { exact: true })
      .waitFor()
    await earlier.getByRole('link', { name: /Ended: by staff$/ }).click()
    await page.waitForURL(`${hotel.url}/inbox/${inbox.budi}`)
    await bubble('is breakfast included?').waitFor()
    expect(await earlier.count()).toBe(0)
  })
})
