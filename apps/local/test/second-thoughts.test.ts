import { newId } from '@bellhop/store'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { logIn, noBrowser, openWatchedPage, troublesOf } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: second-thoughts.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('an operator', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog')

  /** A message of which nobody knows whether it left, and that would be another one if it were sent again. */
  async function mayHaveLeft(text: string) {
    const { id, line, chatId } = await hotel.store.prisma.session.findUniqueOrThrow({
      where: { id: inbox.budi },
    })
    const from = { id: newId(), sessionId: id, line, chatId, phone: BUDI, text }
    const ours = { direction: 'outbound', role: 'Staff', kind: 'staff_reply', fromMe: true } as const
    // Once it was sent again, staff alone decide.
    const lost = {
      status: 'unknown',
      error: 'timeout',
      attempts: 2,
      resends: 1,
      claimToken: newId(),
    } as const
    await hotel.store.prisma.message.create({ data: { ...from, ...ours, ...lost, claimedAt: new Date() } })
    return async () => (await hotel.store.prisma.message.findUniqueOrThrow({ where: { id: from.id } })).status
  }

  test('is asked before a message may arrive twice, or is given up', async () => {
    const [twice, lost] = [await mayHaveLeft('your taxi is here'), await mayHaveLeft('your bill is ready')]
    await page.goto(`${hotel.url}/set-aside`)
    const row = (text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })
    await row('your taxi is here').getByRole('button', { name: 'Send again' }).click()
    await dialog().getByText('it may arrive twice').waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await row('your bill is ready').getByRole('button', { name: 'It did not arrive' }).click()
    await dialog().getByText('can never be sent again').waitFor()
    await dialog().getByRole('button', { name: 'It did not arrive' }).click()
    await row('your bill is ready').waitFor({ state: 'detached' })
    expect([await twice(), await lost()]).toEqual(['unknown', 'failed'])

    await page.goto(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    const bubble = inbox.log().getByRole('listitem').filter({ hasText: 'your taxi is here' })
    await bubble.getByRole('button', { name: 'Send again' }).click()
    await dialog().getByText('it may arrive twice').waitFor()
    // A key of the dialog is none of the inbox.
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    expect(await twice()).toBe('unknown')
    await bubble.getByRole('button', { name: 'Send again' }).click()
    await dialog().getByRole('button', { name: 'Send again' }).click()
    await vi.waitFor(async () => expect(await twice()).toMatch(/sent|delivered|read/), DEADLINE)
  })

  test('can undo a check-out for five seconds, and press nothing from then until it is done', async () => {
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/check-ins/*/check-out', async (route) => {
      await held
      await route.continue()
    })
    await page.clock.install()
    await page.goto(`${hotel.url}/check-ins`)
    await button('Check out Siti').click()
    const undo = page.getByRole('list', { name: 'In the house' }).getByRole('button', { name: 'Undo' })
    await page.clock.runFor(4_000)
    expect(await undo.isEnabled()).toBe(true)
    await page.clock.runFor(1_500)
    expect(await undo.isDisabled()).toBe(true)
    answer()
    await page.clock.resume()
    await undo.waitFor({ state: 'detached' })
    expect(await button('Check out Siti').count()).toBe(0)
    await page.unroute('**/api/check-ins/*/check-out')
  })

  test('has time to read what was refused, and what is pointed at stays', async () => {
    await page.route('**/api/lines/*/resume', (route) => route.fulfill({ status: 503, json: {} }))
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await page.goto(`${hotel.url}/lines`)
    await button('Resume default').click()
    const told = page.getByRole('status').getByText('503 Service Unavailable')
    await told.waitFor()
    await page.clock.fastForward(6_000)
    await told.hover()
    await page.clock.fastForward(60_000)
    expect(await told.count()).toBe(1)
    await page.mouse.move(0, 0)
    await page.clock.fastForward(11_000)
    await told.waitFor({ state: 'detached' })
    await page.unroute('**/api/lines/*/resume')
    await hotel.api('POST', '/api/lines/default/resume')
    for (const found of inbox.watched.found.splice(0)) expect(found).toContain('503')
  })

  test('sees which login is the own one, and cannot end it there', async () => {
    await page.goto(`${hotel.url}/account`)
    const own = page.getByRole('listitem').filter({ hasText: 'This one' })
    await own.waitFor()
    expect(await own.count()).toBe(1)
    expect(await own.getByRole('button').count()).toBe(0)
  })

  test('is called by the new name, and has the new rights, without loading the page anew', async () => {
    const dewi = { name: 'dewi', password: 'sepuluh huruf' }
    const facts = { ...dewi, display_name: 'Dewi', role: 'admin' }
    const headers = { origin: hotel.url }
    const made = await page.request.post(`${hotel.url}/api/operators`, { data: facts, headers })
    const { id } = (await made.json()) as { id: string }
    const other = await openWatchedPage(page.context().browser() as Browser, hotel.url)
    other.page.setDefaultTimeout(DEADLINE.timeout)
    await logIn(other, hotel.url, dewi)
    await other.page.getByRole('link', { name: 'People' }).click()
    await other.page.getByRole('button', { name: 'Change Dewi' }).click()
    await other.page.getByLabel('Name', { exact: true }).fill('Dewi Lestari')
    await other.page.getByRole('button', { name: 'Save' }).click()
    await other.page.getByText('More', { exact: true }).click()
    await other.page.getByRole('navigation').getByText('Dewi Lestari').waitFor()

    await page.request.patch(`${hotel.url}/api/operators/${id}`, { data: { role: 'viewer' }, headers })
    await other.page.getByRole('link', { name: 'Inbox' }).click()
    await other.page.getByRole('link', { name: /^All/ }).click()
    await other.page.getByRole('link', { name: /Budi/ }).click()
    await other.page.getByText('You may look, and not answer.').waitFor()
    // What the page asked for before it knew.
    for (const found of await troublesOf(other)) expect(found).toContain('403')
    await other.page.context().close()
  })
})
