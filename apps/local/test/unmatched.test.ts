import { newId } from '@bellhop/store'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: unmatched.test.ts, since ${noBrowser}.\n`)

const DAY_MS = 86_400_000

describe.skipIf(noBrowser !== null)('the page of who was not served', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await hotel.store.prisma.message.deleteMany({ where: { sessionId: null } })
    await page.goto('about:blank')
  })
  afterEach(() => inbox.expectNoTrouble())

  const look = () => page.goto(`${hotel.url}/unmatched`)
  const section = (name: string) => page.getByRole('region', { name })
  const cards = (name = 'Last 24 hours') => section(name).locator('ul > li')
  const unmatched = (phone: string) =>
    hotel.store.prisma.message.count({ where: { phone, status: 'applied', sessionId: null } })

  test('has a guest checked in by one click and the form: the message is handled, and the conversation is in the inbox', async () => {
    const stranger = hotel.waha.guest('+34611222333')
    for (const text of ['hola', '¿hay piscina?', '¿y gimnasio?', '¿y sauna?']) await stranger.writes(text)
    await vi.waitFor(async () => expect(await unmatched('+34611222333')).toBe(4), DEADLINE)
    await look()
    const card = cards().filter({ hasText: '+34611222333' })
    await card.waitFor()
    expect(await card.innerText()).toMatch(
      /Spain[^]*No guest has this number\.[^]*and 1 before[^]*¿hay piscina\?[^]*¿y gimnasio\?[^]*¿y sauna\?/,
    )
    await page.getByRole('link', { name: /^Unmatched.*1 to look at/ }).waitFor()
    expect(await findBarriers(page)).toEqual([])

    await card.getByRole('button', { name: 'Check in +34611222333' }).click()
    expect(await page.getByLabel('Phone').inputValue()).toBe('+34611222333')
    await page.keyboard.type('Ana')
    await page.keyboard.press('Tab')
    await page.keyboard.type('501')
    await page.keyboard.press('Enter')
    await page.getByText('What Ana wrote in the last 24 hours is being handled.').waitFor()
    await card.waitFor({ state: 'detached' })
    await page.getByText('Everybody who wrote belongs to a guest in the house.').waitFor()
    await page.getByRole('link', { name: 'Open', exact: true }).click()
    await inbox.log().getByText('¿y sauna?').waitFor()
    await page.getByRole('heading', { level: 2, name: 'Ana' }).waitFor()
    await vi.waitFor(
      () => expect(hotel.waha.sent.filter(({ chatId }) => chatId === '34611222333@c.us')).toHaveLength(1),
      DEADLINE,
    )
  })

  test('knows a guest who is not in the house, and shows what is no text by its kind', async () => {
    await hotel.guest({ phone: '081300000001', name: 'Rina', room: null })
    await hotel.waha.guest('081300000001').writes('halo')
    await vi.waitFor(async () => expect(await unmatched('081300000001')).toBe(1), DEADLINE)
    await wrote({ phone: '081300000001', kind: 'image', text: null, unmatchedReason: 'no_active_check_in' })
    await look()
    const rina = cards().filter({ hasText: 'Rina' })
    expect(await rina.innerText()).toMatch(/081300000001[^]*This guest is not checked in\.[^]*halo[^]*Photo/)
    await rina.getByRole('button', { name: 'Check in Rina' }).click()
    expect(await page.getByLabel('Name').inputValue()).toBe('Rina')
  })

  test('explains a hidden number, tells what is too old to be handled, and passes over an /end', async () => {
    await wrote({ phone: null, chatId: '188811@lid', text: 'who am I?', unmatchedReason: 'unresolved_lid' })
    await wrote({ phone: '081300000003', text: 'days ago', sentAt: new Date(Date.now() - 2 * DAY_MS) })
    await wrote({ phone: '081300000004', text: '/end', unmatchedReason: 'no_open_session' })
    await look()
    await cards().filter({ hasText: 'who am I?' }).getByText('Hidden number').waitFor()
    expect(await cards().count()).toBe(1)
    expect(await cards().innerText()).toContain('WhatsApp hides this number. Bellhop keeps asking for it')
    expect(await cards().getByRole('button').count()).toBe(0)
    expect(await cards('Earlier').allInnerTexts()).toEqual([expect.stringContaining('days ago')])
    await section('Earlier').getByText('A check-in does not handle these any more.').waitFor()
    await page.getByRole('link', { name: /^Unmatched.*1 to look at/ }).waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.setViewportSize({ width: 1100, height: 900 })
  })

  test('shows whatever a stranger writes as text', async () => {
    const markup = '<img src=x onerror="window.pwned=1"><b>bold</b>'
    await wrote({ phone: '081300000005', text: markup })
    await look()
    await cards().getByText(markup).waitFor()
    expect(await page.locator('main img, main b').count()).toBe(0)
  })

  async function wrote(facts: {
    phone: string | null
    chatId?: string
    kind?: 'text' | 'image'
    text: string | null
    sentAt?: Date
    unmatchedReason?: 'unknown_guest' | 'no_active_check_in' | 'unresolved_lid' | 'no_open_session'
  }) {
    const id = newId()
    const inbound = { direction: 'inbound', role: 'User', fromMe: false, status: 'applied' } as const
    await hotel.store.prisma.message.create({
      data: {
        id,
        line: 'default',
        chatId: `62${facts.phone?.slice(1)}@c.us`,
        kind: 'text',
        whatsappId: id,
        sentAt: new Date(),
        unmatchedReason: 'unknown_guest',
        ...inbound,
        ...facts,
      },
    })
  }
})
