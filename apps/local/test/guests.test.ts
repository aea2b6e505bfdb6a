import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { noBrowser, troublesOf } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, BUDIS_NAME, DEADLINE, openInbox, SITI, type OpenInbox } from './open-inbox.ts'
import { goToKnown, openViewer } from './open-viewer.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: guests.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the page of the guests', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/check-ins`)
  })
  afterEach(() => inbox.expectNoTrouble())

  const stays = () => page.getByRole('list', { name: /^(In the house|All stays)$/ }).getByRole('listitem')
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog', { name: 'Check in a guest' })
  const field = (label: string) => dialog().getByLabel(label)
  const told = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor()
  const focused = () => page.evaluate<string>('document.activeElement.innerText')
  /** A browser notes each refusal: those were asked for. */
  const forgiveRefusals = () =>
    expect(inbox.watched.found.splice(0)).toContainEqual(expect.stringContaining('400 (Bad Request)'))
  const activeStays = (name: string) =>
    hotel.store.prisma.checkIn.count({ where: { status: 'active', guest: { name } } })

  test('tells who is in the house, where, of which country, and leads to the conversation', async () => {
    const budi = stays().filter({ hasText: BUDIS_NAME })
    await budi.waitFor()
    expect(await budi.innerText()).toMatch(
      new RegExp(`Room 204[^]*${BUDI} · .*Indonesia[^]*Indonesian[^]*since`),
    )
    expect(await page.title()).toBe('Guests · Bellhop')
    expect(await findBarriers(page)).toEqual([])
    await page.getByRole('link', { name: `Conversation with ${BUDIS_NAME}` }).click()
    await inbox.log().getByText('is breakfast included?').waitFor()
  })

  test('finds a stay by name, room and phone', async () => {
    for (const [search, name] of [
      ['sit', 'Siti'],
      ['204', BUDIS_NAME],
      [`+62 ${SITI.slice(1)}`, 'Siti'],
    ] as const) {
      await page.getByRole('searchbox').fill(search)
      await vi.waitFor(
        async () => expect(await stays().locator('bdi').first().innerText()).toBe(name),
        DEADLINE,
      )
      await vi.waitFor(async () => expect(await stays().count()).toBe(1), DEADLINE)
    }
    await page.getByRole('searchbox').fill('nobody')
    await page.getByText('Nothing matches.').waitFor()
  })

  test('checks a guest in by keys alone, says of which country the phone is, and tells who is there already', async () => {
    await button('Check in').click()
    await page.keyboard.type('+65 9123 4567')
    await dialog().getByRole('status').getByText('+6591234567 · 🇸🇬 Singapore').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.type('Wei Ling')
    await page.keyboard.press('Tab')
    await page.keyboard.type('301')
    await page.keyboard.press('Enter')
    await told('Wei Ling is checked in, room 301.')
    await stays().filter({ hasText: 'Wei Ling' }).waitFor()
    expect(await focused()).toBe('Check in')

    await button('Check in').click()
    await field('Phone').fill('+6591234567')
    await field('Name').fill('Wei Ling')
    await field('Room').fill('301')
    await field('Language').selectOption('Indonesian')
    await dialog().getByRole('button', { name: 'Check in' }).click()
    await told('Wei Ling was checked in in room 301 already.')
    expect(await activeStays('Wei Ling')).toBe(1)
    expect(await stays().filter({ hasText: 'Wei Ling' }).count()).toBe(1)
  })

  test('tells at its field what is wrong, and warns of a number that there is not', async () => {
    await button('Check in').click()
    const phone = field('Phone')
    await phone.fill('812 3456 7890')
    await field('Room').fill('9')
    await page.keyboard.press('Enter')
    await page.getByText('Write the name.').waitFor()
    expect(await phone.getAttribute('aria-invalid')).toBe('true')
    expect(await page.evaluate<string>('document.activeElement.type')).toBe('tel')
    expect(await dialog().getByRole('alert').first().innerText()).toContain('leading 0')
    expect(await field('Room').getAttribute('aria-invalid')).toBeNull()
    forgiveRefusals()
    await phone.fill('0812 345')
    await page.getByText('Indonesia has no such number.').waitFor()
    expect(await phone.getAttribute('aria-invalid')).toBeNull()
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  test('warns of a number that somebody has already, and whom the check-in would rename', async () => {
    const status = dialog().getByRole('status')
    await button('Check in').click()
    await field('Phone').fill(`+62 ${BUDI.slice(1)}`)
    await status.getByText(`${BUDIS_NAME}, room 204, has this number.`).waitFor()
    expect(await status.innerText()).not.toContain('renames')
    await field('Name').fill('Made ')
    await status.getByText('Checking in renames the guest to Made.').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await field('Name').fill(BUDIS_NAME)
    await status.getByText('renames').waitFor({ state: 'detached' })
    await field('Name').fill('Made')
    await field('Phone').fill('081234500008')
    await status.getByText('081234500008').waitFor()
    expect(await status.innerText()).not.toMatch(/has this number|renames/)

    await field('Phone').fill(SITI)
    await status.getByText('Siti, room 7, has this number.').waitFor()
    await field('Room').fill('8')
    await dialog().getByRole('button', { name: 'Check in' }).click()
    await told('Made is checked in, room 8.')
    await dialog().waitFor({ state: 'detached' })
    await button('Check in').click()
    await field('Phone').fill(SITI)
    await status.getByText('Made, rooms 7, 8, has this number.').waitFor()
    await hotel.store.prisma.guest.update({ where: { phone: SITI }, data: { name: 'Siti' } })
    await hotel.store.prisma.checkIn.deleteMany({ where: { roomNumber: '8' } })
  })

  test('checks a guest out after a moment to think again, and ends the conversation with it', async () => {
    const session = () => hotel.store.prisma.session.findFirstOrThrow({ where: { guest: { phone: SITI } } })
    await vi.waitFor(async () => expect((await session()).status).toBe('open'), DEADLINE)
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname)
    })
    await page.clock.install()
    await page.reload()
    await button('Check out Siti').click()
    await told('Siti checks out.')
    await stays().getByRole('button', { name: 'Undo' }).click()
    await page.clock.fastForward(6_000)
    await button('Check out Siti').click()
    expect(asked).toEqual([])
    await page.clock.fastForward(6_000)
    await stays().filter({ hasText: 'Siti' }).waitFor({ state: 'detached' })
    expect(asked).toEqual([expect.stringMatching(/\/check-out$/)])
    await page.clock.resume()
    expect(await session()).toMatchObject({ status: 'terminated', endReason: 'checked_out' })
    await page.getByRole('link', { name: 'All stays' }).click()
    await stays().filter({ hasText: 'Siti' }).getByText('Checked out').waitFor()
  })

  test('imports a list: what is wrong is told by its line and put right, and the rest is checked in', async () => {
    await button('Import').click()
    await page.getByRole('heading', { name: 'Import guests' }).waitFor()
    const csv =
      '\u{feff}Phone;Name;Room\r\n0812-7777-1111;"Ayu; Lestari";401\r\n12;;402\r\n+34 611 222 333;Ana;403\r\n'
    await page.getByLabel('Choose a file').setInputFiles({
      name: 'guests.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    })
    const rows = () => page.getByRole('list', { name: /^What/ }).locator('> li')
    await page.getByText('2 ready').waitFor()
    const [wrong = '', ayu = '', ana = ''] = await rows().allInnerTexts()
    expect(wrong).toMatch(/Line 3[^]*12[^]*Wrong[^]*leading 0[^]*Write the name\./)
    expect(ayu).toMatch(/Line 2[^]*Ayu; Lestari[^]*Room 401[^]*081277771111 · .*Indonesia[^]*Ready/)
    expect(ana).toMatch(/Spain/)
    expect(await findBarriers(page)).toEqual([])
    expect(await activeStays('Ana')).toBe(0)

    await button('Check in 2 guests').click()
    await page.getByText('2 checked in').waitFor()
    expect(await rows().allInnerTexts()).toEqual([
      expect.stringContaining('Wrong'),
      expect.stringContaining('Checked in'),
      expect.stringContaining('Checked in'),
    ])
    expect([await activeStays('Ayu; Lestari'), await activeStays('Ana')]).toEqual([1, 1])

    await button('Import another list').click()
    await page.getByLabel(/^Or paste the list/).fill(csv.replace('12;;', '0812345;Dita;'))
    await page.getByText('2 there already').waitFor()
    await button('Check in 1 guest').click()
    await page.getByText('1 checked in').waitFor()
    await button('Back to the guests').click()
    await stays().filter({ hasText: 'Dita' }).waitFor()
  })

  test('says of what is no list of guests, or too long a one, what it must be', async () => {
    await page.goto(`${hotel.url}/check-ins?import`)
    const list = page.getByLabel(/^Or paste the list/)
    await list.fill('surname,room\nA,1')
    await page.getByRole('alert').getByText('Missing: phone, name.').waitFor()
    await list.fill(`phone,name,room\n${'081234567890,A,1\n'.repeat(501)}`)
    await page.getByRole('alert').getByText('At most 500 guests at a time; these are 501.').waitFor()
    forgiveRefusals()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download a template' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('guests.csv')
  })

  test('fits a phone, and offers who may only look no buttons', async () => {
    const viewer = await openViewer(inbox)
    await viewer.page.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/check-ins', '/check-ins?import', '/unmatched']) {
      await goToKnown(viewer.page, `${hotel.url}${path}`)
      await viewer.page.getByText(path === '/unmatched' ? /^Everybody who wrote/ : BUDIS_NAME).waitFor()
      expect(await viewer.page.getByRole('main').getByRole('button').count()).toBe(0)
      expect(await viewer.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    }
    expect(await troublesOf(viewer)).toEqual([])
    await viewer.page.context().close()
  })
})
