import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import { CONSOLE_PASSWORD, type TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: inbox-staff.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('whoever answers in the inbox', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    await page.getByText('Live', { exact: true }).first().waitFor()
  })
  afterEach(() => inbox.expectNoTrouble())

  const unsent = (text: string) =>
    inbox.log().getByRole('listitem').filter({ hasText: text }).filter({ hasText: 'Not sent' })
  const sent = () => hotel.waha.sent.map(({ text }) => text)

  test('finds after the login all that had ended it could not send, in its order', async () => {
    let refuse = () => {}
    const bothAreWritten = new Promise<void>((resolve) => (refuse = resolve))
    await page.route('**/api/sessions/*/messages', async (route) => {
      await bothAreWritten
      await route.continue()
    })
    for (const text of ['your key is at the desk', 'and the pool is open']) {
      await page.fill('#reply', text)
      await page.press('#reply', 'Enter')
    }
    // Only now, since whatever else the page asks for leads to the login as well.
    await page.context().clearCookies()
    refuse()
    await page.waitForURL(/\/login\?next=/)
    await page.unroute('**/api/sessions/*/messages')
    await page.fill('#password', CONSOLE_PASSWORD)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    for (const text of ['your key is at the desk', 'and the pool is open']) {
      await unsent(text).getByRole('button', { name: 'Send again' }).click()
      await vi.waitFor(() => expect(sent()).toContain(text), DEADLINE)
    }
    await vi.waitFor(async () => expect(await page.getByText('Not sent').count()).toBe(0), DEADLINE)
    expect(inbox.watched.found.splice(0)).toContainEqual(expect.stringContaining('401'))
  })

  test('finds after a reload what was not sent, sends it once, or discards it', async () => {
    await page.route('**/api/sessions/*/messages', (route) => route.abort())
    await page.fill('#reply', 'breakfast is ready')
    await page.press('#reply', 'Enter')
    await unsent('breakfast is ready').waitFor()
    await page.unroute('**/api/sessions/*/messages')
    await page.reload()
    await unsent('breakfast is ready').getByText('the page was left').waitFor()
    await unsent('breakfast is ready').getByRole('button', { name: 'Discard' }).click()
    await vi.waitFor(async () => expect(await unsent('breakfast is ready').count()).toBe(0), DEADLINE)
    await page.reload()
    await inbox.log().getByText('is breakfast included?').waitFor()
    expect(await page.getByText('breakfast is ready').count()).toBe(0)
    expect(sent()).not.toContain('breakfast is ready')
    expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  })

  test("takes over from a colleague, and can't undo for the colleague", async () => {
    const takeOver = page.getByRole('button', { name: 'Take over' })
    const give = page.getByRole('button', { name: 'Give to agent' })
    await give.waitFor()
    expect(await takeOver.count()).toBe(0)
    const me = (await (await page.request.get(`${hotel.url}/api/me`)).json()) as object
    await page.route('**/api/me', (route) => route.fulfill({ json: { ...me, id: null } }))
    await page.reload()
    await takeOver.waitFor()
    await page.getByRole('heading', { level: 2 }).getByText('Administrator').waitFor()
    await give.click()
    await page.getByText('The agent has').waitFor()
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
    await page.unroute('**/api/me')
  })
})
