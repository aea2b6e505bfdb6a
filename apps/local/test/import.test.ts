import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { noBrowser } from './open-browser.ts'
import { BUDI, BUDIS_NAME, openInbox, SITI, type OpenInbox } from './open-inbox.ts'

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

  test('says before it who is there, who is renamed and which phone stands twice, and renames', async () => {
    await page.goto(`${inbox.hotel.url}/check-ins?import`)
    const list = page.getByLabel(/^Or paste the list/)
    await list.fill(
      `sep=;\nphone;name;room\n;;\n0812 3450 9003;Ayu;501\n${SITI};Siti;7\n${BUDI};Budi;204\n0812 3450 9004;Eva;502\n0812 3450 9004;Adi;503`,
    )
    await page.getByText('3 ready').waitFor()
    const rows = page.getByRole('list', { name: 'What will happen' }).locator('> li')
    const [budi = '', eva = '', adi = '', ayu = '', siti = ''] = await rows.allInnerTexts()
    expect(budi).toMatch(/Line 6[^]*There already[^]*Renames Budi </)
    expect(budi).toContain(BUDIS_NAME)
    for (const twice of [eva, adi]) expect(twice).toMatch(/Ready[^]*Twice in this list/)
    expect(ayu).toMatch(/Line 4[^]*Ready\s*$/)
    expect(siti).toMatch(/There already\s*$/)
    expect(await findBarriers(page)).toEqual([])

    await list.fill(`phone,name,room\n${BUDI},Budi,204`)
    await page.getByRole('button', { name: 'Rename 1 guest' }).click()
    await page.getByRole('list', { name: 'What happened' }).getByText('There already').waitFor()
    const { body } = await inbox.hotel.api('GET', '/api/check-ins?search=204')
    expect(body['items']).toMatchObject([{ name: 'Budi', room: '204' }])
  })

  test('reads what Excel calls Unicode text, and says of an empty file that it is one', async () => {
    await page.goto(`${inbox.hotel.url}/check-ins?import`)
    const choose = (text: string, encoding: BufferEncoding) =>
      page
        .getByLabel('Choose a file')
        .setInputFiles({ name: 'guests.txt', mimeType: 'text/plain', buffer: Buffer.from(text, encoding) })
    await choose('', 'utf8')
    await page.getByRole('alert').getByText('This file is empty.').waitFor()
    await choose('\u{feff}phone\tname\troom\n+62 812 3450 9009\tJosé 李\t601', 'utf16le')
    await page.getByText('José 李', { exact: true }).waitFor()
    expect(await page.getByText('This file is empty.').count()).toBe(0)
  })
})
