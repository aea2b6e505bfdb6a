import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: failures.test.ts, since ${noBrowser}.\n`)

const NO_CONNECTION = 'The console does not answer. Is there a connection?'
const BROKEN = 'Something went wrong on this page.'

describe.skipIf(noBrowser !== null)('what goes wrong', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())

  test('for want of a network is told at once, and nothing of it is done later', async () => {
    await page.goto(`${hotel.url}/check-ins`)
    await page.getByRole('button', { name: 'Check in', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Phone').fill('+6591234567')
    await dialog.getByLabel('Name').fill('Wei Ling')
    await dialog.getByLabel('Room').fill('301')
    await page.context().setOffline(true)
    await dialog.getByLabel('Room').press('Enter')
    await dialog.getByRole('alert').getByText(NO_CONNECTION).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.context().setOffline(false)
    await page.getByText('Live', { exact: true }).waitFor()
    expect(await hotel.store.prisma.guest.count({ where: { name: 'Wei Ling' } })).toBe(0)
  })

  test('because an answer is not the console’s is no lost connection, nor is a page that fails', async () => {
    await page.route('**/api/lines/*/pause', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Welcome to the hotel Wi-Fi</h1>' }),
    )
    await page.goto(`${hotel.url}/lines`)
    await page.getByRole('button', { name: 'Pause default' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click()
    await page.getByRole('dialog').getByRole('alert').getByText(BROKEN).waitFor()

    await page.route('**/api/templates', (route) => route.fulfill({ json: { items: [null] } }))
    await page.goto(`${hotel.url}/templates`)
    await page.getByRole('alert').getByText(BROKEN).waitFor()
    expect(await page.getByText(NO_CONNECTION).count()).toBe(0)
  })
})
