import { newId, withSweepLock } from '@bellhop/store'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser, troublesOf } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'
import { goToKnown, openViewer } from './open-viewer.ts'
import { messageEvent, postWebhook } from './post-webhook.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: set-aside-page.test.ts, since ${noBrowser}.\n`)

const EVIL = `<img src=x onerror="window.pwned=1">`

describe.skipIf(noBrowser !== null)('the page of what was set aside', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(() => page.goto(`${hotel.url}/set-aside`))
  afterEach(() => inbox.expectNoTrouble())

  const rowOf = (text: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: text })
  const button = (text: string, name: string) => rowOf(text).getByRole('button', { name, exact: true })

  /** A message of Budi's conversation, as the database may have it. */
  async function write(text: string, facts: object) {
    const { id, line, chatId } = await hotel.store.prisma.session.findFirstOrThrow({
      where: { guest: { phone: BUDI } },
    })
    const message = { id: newId(), sessionId: id, line, chatId, phone: BUDI, text, ...facts }
    return hotel.store.prisma.message.create({ data: message as never })
  }
  const mayHaveLeft = (text: string) =>
    write(text, {
      direction: 'outbound',
      role: 'Staff',
      kind: 'staff_reply',
      fromMe: true,
      status: 'unknown',
      error: 'timeout',
      attempts: 2,
      // Once it was sent again, staff alone decide.
      resends: 1,
      claimToken: newId(),
      claimedAt: new Date(),
    })
  const statusOf = async (id: string) =>
    (await hotel.store.prisma.message.findUniqueOrThrow({ where: { id } })).status

  test('says calmly that nothing needs a hand', async () => {
    await page.getByText('Nothing needs a hand.').waitFor()
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(0)
  })

  test('has staff say what became of what may have left', async () => {
    const [came, lost] = [await mayHaveLeft('your taxi is here'), await mayHaveLeft('your bill is ready')]
    await page.reload()
    await rowOf('your taxi is here').waitFor()
    expect(await rowOf('your taxi is here').innerText()).toMatch(
      /it may arrive twice[^]*WAHA did not answer in time · 2 attempts · sent again once/,
    )
    const way = await rowOf('your taxi is here').getByRole('link', { name: BUDI }).getAttribute('href')
    expect(way).toBe(`/inbox/${inbox.budi}?view=open`)

    await button('your taxi is here', 'It arrived').focus()
    await page.keyboard.press('Enter')
    await rowOf('your taxi is here').waitFor({ state: 'detached' })
    expect(await statusOf(came.id)).toBe('sent')
    // One goes on where one was.
    expect(await page.evaluate<string>('document.activeElement.innerText')).toContain('your bill is ready')
    await button('your bill is ready', 'It did not arrive').click()
    await page.getByRole('dialog').getByRole('button', { name: 'It did not arrive' }).click()
    await page.getByText('Nothing needs a hand.').waitFor()
    expect(await statusOf(lost.id)).toBe('failed')
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('H1')
  })

  test('warns that what is sent again comes out of order, and sends it', async () => {
    const late = await mayHaveLeft('breakfast begins at six')
    const sentAt = new Date()
    const facts = {
      direction: 'outbound',
      role: 'Staff',
      kind: 'staff_reply',
      fromMe: true,
      status: 'sent',
      sentAt,
    }
    await write('and ends at ten', facts)
    await page.reload()
    await rowOf('breakfast begins at six').getByText('comes out of order').waitFor()
    await button('breakfast begins at six', 'Send again').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await vi.waitFor(async () => expect(await statusOf(late.id)).toMatch(/sent|delivered|read/), DEADLINE)
    expect(hotel.waha.sent.map(({ text }) => text)).toContain('breakfast begins at six')
    await page.getByText('Nothing needs a hand.').waitFor()
  })

  test('has a message applied that could not be, and shows it as it is stored', async () => {
    const aside = await write('could we stay one more night?', {
      direction: 'inbound',
      role: 'User',
      kind: 'text',
      fromMe: false,
      status: 'set_aside',
      sessionId: null,
      whatsappId: newId(),
      sentAt: new Date(),
      attempts: 5,
      error: 'P0042',
    })
    await page.reload()
    await rowOf('could we stay').getByText('5 attempts · P0042').waitFor()
    await button('could we stay', 'Raw').click()
    const dialog = page.getByRole('dialog', { name: 'The message as it is stored' })
    expect(await dialog.innerText()).toContain('"status": "set_aside"')
    await page.keyboard.press('Escape')
    await button('could we stay', 'Try again').click()
    await rowOf('could we stay').waitFor({ state: 'detached' })
    await vi.waitFor(async () => expect(await statusOf(aside.id)).toBe('applied'), DEADLINE)
  })

  test('shows an event as it came, and tries it again: it vanishes once it could be stored', async () => {
    const odd = messageEvent(BUDI, '3EB0ODD', { body: EVIL }, { session: 'elsewhere' })
    expect(await postWebhook(hotel.ingress.url, odd)).toBe('200 quarantined')
    const whole = new Uint8Array(
      Buffer.from(JSON.stringify(messageEvent(BUDI, '3EB0LATE', { body: 'at last' }))),
    )
    const late = { eventKey: 'default_unreadable_late', reason: 'too deep', line: 'default', raw: whole }
    await hotel.store.prisma.quarantinedEvent.create({ data: { id: newId(), ...late } })
    await page.reload()
    const [unknownLine, tooDeep] = ['of a line that WAHA_LINES does not name', 'nested too deep']
    expect(await rowOf(tooDeep).innerText()).not.toContain(late.eventKey)
    await button(unknownLine, 'Raw').click()
    const dialog = page.getByRole('dialog', { name: 'The event as it came' })
    await dialog.getByText('"session": "elsewhere"').waitFor()
    expect(await dialog.locator('pre').innerText()).toContain(JSON.stringify(EVIL))
    await dialog.getByRole('button', { name: 'Copy' }).click()
    await dialog.getByText('Copied').or(dialog.getByText('It is selected')).first().waitFor()
    await page.keyboard.press('Escape')

    await button(tooDeep, 'Raw').click()
    await dialog.getByText(`In the log it is ${late.eventKey}.`).waitFor()
    await page.keyboard.press('Escape')
    await button(tooDeep, 'Try again').click()
    await rowOf(tooDeep).waitFor({ state: 'detached' })
    expect(await hotel.store.prisma.message.count({ where: { whatsappId: '3EB0LATE' } })).toBe(1)
    // Else the worker may be through with it before the page looks.
    const holdUp = () =>
      withSweepLock(hotel.store, 'retries', async () => {
        await button(unknownLine, 'Try again').click()
        await rowOf(unknownLine).getByText('Being tried again').waitFor()
        return 'held'
      })
    await vi.waitUntil(async () => (await holdUp()) === 'held', DEADLINE)
    // It is of a line of others still.
    await button(unknownLine, 'Try again').waitFor()
  })

  test('discards an event that nobody needs, after asking whether that is meant', async () => {
    const raw = new Uint8Array(Buffer.from('{'))
    const broken = { eventKey: 'default_unreadable_broken', reason: 'malformed JSON', line: 'default', raw }
    const { id } = await hotel.store.prisma.quarantinedEvent.create({ data: { id: newId(), ...broken } })
    await page.reload()
    const dialog = page.getByRole('dialog', { name: 'Discard this event?' })
    await button('It is no JSON', 'Discard').click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await button('It is no JSON', 'Discard').click()
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await page.getByText('The event is discarded.').waitFor()
    await rowOf('It is no JSON').waitFor({ state: 'detached' })
    expect(await hotel.store.prisma.quarantinedEvent.count({ where: { id } })).toBe(0)
  })

  test('has nothing to decide for who may only look', async () => {
    await mayHaveLeft('see you at the pool')
    const viewer = await openViewer(inbox)
    await goToKnown(viewer.page, `${hotel.url}/set-aside`)
    const main = viewer.page.getByRole('main')
    await main.getByText('see you at the pool').waitFor()
    await main.getByText('of a line that WAHA_LINES does not name').waitFor()
    expect(new Set(await main.getByRole('button').allInnerTexts())).toEqual(new Set(['Raw']))
    expect(await troublesOf(viewer)).toEqual([])
    await viewer.page.context().close()
  })

  test('is as wide as a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await rowOf('see you at the pool').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.setViewportSize({ width: 1100, height: 900 })
  })
})
