import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import { openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: import.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the import of a list of guests', () => {
  let inbox: OpenInbox
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  test('goes on after a lost connection, and then with what was wrong', async () => {
    await page.goto(`${inbox.hotel.url}/check-ins?import`)
    const list = page.getByLabel(/^Or paste the list/)
    await list.fill('phone,name,room\n0812 3450 9001,Ayu,401\n12,Made,402')
    await page.getByText('1 ready').waitFor()
    await page.route('**/api/check-ins/import', (route) => route.abort())
    await page.getByRole('button', { name: 'Check in 1 guest' }).click()
    await page.getByRole('alert').getByText('does not answer').waitFor()
    await page.unroute('**/api/check-ins/import')
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
    await page.getByText('1 checked in').waitFor()

    await page.getByRole('button', { name: 'Correct what is wrong' }).click()
    expect(await list.inputValue()).toBe('phone,name,room\n12,Made,402')
    await list.fill('phone,name,room\n0812 3450 9002,Made,402')
    await page.getByRole('button', { name: 'Check in 1 guest' }).click()
    await page.getByText('1 checked in').waitFor()
    const { body } = await inbox.hotel.api('GET', '/api/check-ins?search=Made')
    expect(body['items']).toMatchObject([{ name: 'Made', room: '402' }])
    expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  })
})
