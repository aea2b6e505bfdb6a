import { newId, type Prisma } from '@bellhop/store'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, openInbox, type OpenInbox } from './open-inbox.ts'

const CARD = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Made <b>\r\nitem1.TEL;waid=628:+62 812-3\r\nEND:VCARD'
const OURS = { direction: 'outbound', role: 'Staff', kind: 'staff_reply', fromMe: true } as const

if (noBrowser !== null) process.stderr.write(`Skipped: inbox-messages.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a message of a conversation', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  /** Shows a message that has come to be as it is in a way that takes long. */
  async function show(facts: Partial<Prisma.MessageUncheckedCreateInput>) {
    const id = newId()
    const text = `message ${id}`
    await hotel.store.prisma.message.create({
      data: {
        id,
        sessionId: inbox.budi,
        line: 'default',
        chatId: '6281234500001@c.us',
        phone: BUDI,
        direction: 'inbound',
        role: 'User',
        kind: 'text',
        text,
        whatsappId: newId(),
        fromMe: false,
        status: 'applied',
        sentAt: new Date(),
        ...facts,
      },
    })
    await page.goto(`${hotel.url}/inbox/${inbox.budi}`)
    return inbox
      .log()
      .getByRole('listitem')
      .filter({ hasText: facts.text ?? text })
  }

  test('with an address in it leads there, in another tab that learns nothing', async () => {
    const shown = await show({ text: 'is this you? https://hotel.example/rooms?x=1.' })
    const link = shown.getByRole('link', { name: 'https://hotel.example/rooms?x=1' })
    expect(await link.getAttribute('rel')).toBe('noreferrer')
    expect(await link.getAttribute('target')).toBe('_blank')
  })

  test('with contacts says who they are, whatever their cards are like', async () => {
    const endless = `BEGIN:VCARD\n${'FN;\n'.repeat(10_000)}NOTE:nobody\nTEL:+62 812-4\nEND:VCARD`
    const shown = await show({ kind: 'contact', media: { vcards: [CARD, endless, 'nonsense'] } })
    const cards = shown.getByRole('listitem')
    await cards.first().waitFor()
    expect(await cards.allInnerTexts()).toEqual(['Made <b>\n+62 812-3', 'Contact\n+62 812-4', 'Contact'])
  })

  test('of a place that WAHA did not tell is a place all the same', async () => {
    const shown = await show({ kind: 'location', media: { error: 'missing in the event' } })
    await shown.getByText('Place', { exact: true }).waitFor()
  })

  test('with a file that could not be had says why, and with one to come that it comes', async () => {
    const failed = await show({ kind: 'document', media: { mimetype: 'image/jpeg', error: 'too large' } })
    await failed.getByText('No file: too large').waitFor()
    const coming = await show({ kind: 'document', media: { mimetype: 'image/jpeg' } })
    await coming.getByText('The file is being fetched').waitFor()
  })

  test('that may have left says what it would mean to send it again', async () => {
    const lost = { ...OURS, status: 'unknown', error: 'timeout', claimToken: newId(), sentAt: null } as const
    const claimedAt = new Date()
    const first = await show({ ...lost, claimedAt, whatsappId: null })
    await first.getByText('Sent again, it may arrive twice.', { exact: false }).waitFor()
    const own = await show({ ...lost, claimedAt, claimToken: newId() })
    await own.getByText('Sent again, it is not shown twice.', { exact: false }).waitFor()
    expect(await own.getByText('after what has left since').count()).toBe(0)
    await show({ ...OURS, status: 'sent' })
    await own.getByText('It would come after what has left since.', { exact: false }).waitFor()
  })

  test('that waits says what for, and one that was dropped says why', async () => {
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    const nextAttemptAt = new Date(Date.now() + 3_600_000)
    const waiting = await show({ ...OURS, status: 'pending', error: 'refused', nextAttemptAt, sentAt: null })
    await waiting.getByText('WAHA is away').waitFor()
    const dropped = await show({ ...OURS, status: 'cancelled', error: 'by_hand', sentAt: null })
    await dropped.getByText('staff have cancelled it').waitFor()
  })
})
