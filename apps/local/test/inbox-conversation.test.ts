import { newId } from '@bellhop/store'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDI, DEADLINE, openInbox, SITI, type OpenInbox } from './open-inbox.ts'
import { PAYLOADS } from './xss-payloads.ts'

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

if (noBrowser !== null) process.stderr.write(`Skipped: inbox-conversation.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a conversation of the inbox', () => {
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
  })
  afterEach(() => inbox.expectNoTrouble())

  test('shows by itself what the guest writes, changes and sends, and says it aloud', async () => {
    const guest = hotel.waha.guest(BUDI)
    await inbox.open('Budi')
    await inbox.log().getByText('is breakfast included?').waitFor()
    const { id } = await guest.writes('for two')
    await inbox.log().getByText('for two').waitFor()
    await page.locator('main [aria-live=polite]', { hasText: 'for two' }).waitFor({ state: 'attached' })
    await guest.writes('no, more', { quotes: id })
    await inbox.log().getByRole('button', { name: 'for two' }).click()
    expect(await page.evaluate<string>('document.activeElement.innerText')).toContain('for two')
    await guest.writes(null, { location: { latitude: -8.65, longitude: 115.2, name: 'the beach' } })
    const map = inbox.log().getByRole('link', { name: 'the beach' })
    expect(await map.getAttribute('href')).toContain('openstreetmap.org/?mlat=-8.65&mlon=115.2')
    await guest.edits(id, 'for three')
    await inbox.log().getByText('for three').waitFor()
    await guest.reacts(id, '🙏')
    await inbox.log().getByText('🙏').waitFor()
    await guest.revokes(id)
    await inbox.log().getByText('Taken back by the guest').waitFor()

    const media = { mimetype: 'image/png', filename: 'lamp.png', content: PHOTO }
    await guest.writes('this lamp', { media })
    const width = `document.querySelector('img[alt="lamp.png"]')?.naturalWidth`
    await vi.waitFor(async () => expect(await page.evaluate<number>(width)).toBe(1), DEADLINE)
  })

  test('takes the focus when it has come, but not from whoever went elsewhere meanwhile', async () => {
    const focused = () => page.evaluate<string>('document.activeElement.tagName')
    await inbox.open('Siti')
    await inbox.log().getByText('towels please').waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('H2'), DEADLINE)

    let come = (): void => {}
    const coming = new Promise<void>((resolve) => (come = resolve))
    const conversation = `**/api/sessions/${inbox.budi}*`
    await page.route(conversation, async (route) => {
      await coming
      await route.continue()
    })
    await page.goto(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    await page.getByText('More', { exact: true }).click()
    come()
    await inbox.log().getByText('is breakfast included?').waitFor()
    expect(await focused()).toBe('SUMMARY')
    expect(await page.getByRole('button', { name: 'Bahasa Indonesia' }).isVisible()).toBe(true)
    await page.unroute(conversation)

    await inbox.open('Siti')
    await inbox.log().getByText('towels please').waitFor()
    await page.getByText('More', { exact: true }).focus()
    await page.goBack()
    await inbox.log().getByText('is breakfast included?').waitFor()
    await vi.waitFor(async () => expect(await focused()).toBe('H2'), DEADLINE)
  })

  test('shows whatever a guest writes as text, which runs and loads nothing', async () => {
    for (const word of PAYLOADS) await hotel.waha.guest(SITI).writes(word)
    await inbox.open('Siti')
    const flat = (text: string) => text.replace(/\s+/g, ' ').trim()
    await vi.waitFor(async () => {
      const shown = flat(await inbox.log().innerText())
      for (const word of PAYLOADS) expect(shown).toContain(flat(word))
    }, DEADLINE)
    expect(
      await page.locator('#root :is(script, iframe, object, embed, img, style, [onerror])').count(),
    ).toBe(0)
  })

  test('answers with Enter, takes the session over by it, and shows the answer arrive', async () => {
    await inbox.open('Budi')
    await page.getByText('Your reply takes the conversation over from the agent.').waitFor()
    await page.fill('#reply', 'It is,')
    await page.press('#reply', 'Shift+Enter')
    await page.locator('#reply').pressSequentially('from 6 to 10')
    await page.press('#reply', 'Enter')
    expect(await page.inputValue('#reply')).toBe('')
    const bubble = inbox.log().getByRole('listitem').filter({ hasText: 'from 6 to 10' })
    await bubble.getByTitle('Delivered').waitFor()
    expect(await bubble.count()).toBe(1)
    expect(hotel.waha.sent.at(-1)?.text).toBe('It is,\nfrom 6 to 10')
    await page.getByRole('button', { name: 'Give to agent' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).first().click()
    await page.getByRole('button', { name: 'Give to agent' }).waitFor()
  })

  test('sends a reply once that was refused at first, under the same key', async () => {
    await inbox.open('Budi')
    const keys: (string | undefined)[] = []
    await page.route('**/api/sessions/*/messages', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length === 1) await route.abort()
      else await route.continue()
    })
    await page.fill('#reply', 'a second coffee is on us')
    await page.press('#reply', 'Enter')
    await page.getByRole('alert').getByText('Not sent').waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    const bubble = inbox.log().getByRole('listitem').filter({ hasText: 'a second coffee' })
    await bubble.getByTitle('Delivered').waitFor()
    await page.unroute('**/api/sessions/*/messages')
    expect(keys).toEqual([keys[0], keys[0]])
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  })

  test('offers no way to answer to whoever may only look', async () => {
    await page.route('**/api/me', (route) => route.fulfill({ json: { rights: ['read'] } }))
    let reads = 0
    await page.route('**/api/sessions/*/read', (route) => {
      reads += 1
      return route.continue()
    })
    await page.reload()
    await inbox.open('Budi')
    await page.getByText('You may look, and not answer.').waitFor()
    for (const name of ['Send', 'End', 'Take over', 'Give to agent', 'Cancel', 'It arrived'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0)
    expect(await page.locator('#reply').count()).toBe(0)
    expect(reads).toBe(0)
    await page.unroute('**/api/me')
    await page.unroute('**/api/sessions/*/read')
  })

  test('lets a message that waits be cancelled, and one of an unknown fate be settled', async () => {
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await inbox.open('Budi')
    await page.fill('#reply', 'never mind')
    await page.press('#reply', 'Enter')
    const waiting = inbox.log().getByRole('listitem').filter({ hasText: 'never mind' })
    await waiting.getByRole('button', { name: 'Cancel' }).click()
    await waiting.getByTitle('Cancelled').waitFor()

    await hotel.store.prisma.message.create({
      data: {
        id: newId(),
        sessionId: inbox.budi,
        line: 'default',
        chatId: '6281234500001@c.us',
        phone: BUDI,
        direction: 'outbound',
        role: 'Staff',
        kind: 'staff_reply',
        text: 'your taxi waits',
        fromMe: true,
        status: 'unknown',
        error: 'absent',
        claimToken: newId(),
        claimedAt: new Date(),
      },
    })
    const lost = inbox.log().getByRole('listitem').filter({ hasText: 'your taxi waits' })
    await lost.getByRole('button', { name: 'It arrived' }).click()
    await lost.getByTitle('Sent').waitFor()
    await hotel.api('POST', '/api/lines/default/resume')
    expect(JSON.stringify(hotel.waha.guest(BUDI).entries)).not.toContain('never mind')
  })

  test('ends a session only if that is not undone within five seconds', async () => {
    await page.clock.install()
    await inbox.open('Siti')
    const status = async () =>
      (await hotel.store.prisma.session.findFirstOrThrow({ where: { guest: { name: 'Siti' } } })).status
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await page.clock.fastForward(6_000)
    await page.getByRole('button', { name: 'End', exact: true }).click()
    expect(await status()).toBe('open')
    await page.getByText('Ends in a moment').waitFor()
    await page.clock.fastForward(6_000)
    await page.getByText('Ended: by staff').waitFor()
    expect(await status()).toBe('terminated')
  })

  test('has older messages come in above what is being read', async () => {
    const written = Array.from({ length: 120 }, (_, at) => ({
      id: newId(),
      sessionId: inbox.budi,
      line: 'default',
      chatId: '6281234500001@c.us',
      phone: BUDI,
      direction: 'inbound' as const,
      role: 'User' as const,
      kind: 'text' as const,
      text: `number ${at}`,
      whatsappId: newId(),
      fromMe: false,
      status: 'applied' as const,
      sentAt: new Date(),
    }))
    await hotel.store.prisma.message.createMany({ data: written })
    await inbox.open('Budi')
    await inbox.log().getByText('number 119').waitFor()
    const oldest = inbox.log().getByText('number 70', { exact: true })
    await oldest.scrollIntoViewIfNeeded()
    const before = (await oldest.boundingBox())?.y ?? 0
    await page.getByRole('button', { name: 'Older messages' }).click()
    await inbox.log().getByText('number 20', { exact: true }).waitFor({ state: 'attached' })
    const after = (await oldest.boundingBox())?.y ?? Number.NaN
    // The button itself may have moved the list to be seen, and the day stands only above the oldest.
    expect(Math.abs(after - before)).toBeLessThan(150)
    await page.getByRole('button', { name: 'To the newest' }).click()
    await vi.waitFor(
      async () => expect(await page.getByRole('button', { name: 'To the newest' }).count()).toBe(0),
      DEADLINE,
    )
  })

  test('stays with its reader before it is told of a scroll', async () => {
    await page.reload()
    await inbox.open('Budi')
    await inbox.log().getByText('number 119').waitFor()
    await page.evaluate(`addEventListener('scroll', (event) => event.stopImmediatePropagation(), true)`)
    const height = await inbox.log().evaluate((log) => {
      log.scrollTop = 0
      return log.scrollHeight
    })
    await page.getByRole('button', { name: 'Older messages' }).click()
    await inbox.log().getByText('number 20', { exact: true }).waitFor({ state: 'attached' })
    const [moved = 0, grown = 0] = await inbox.log().evaluate((log) => [log.scrollTop, log.scrollHeight])
    expect(moved).toBeCloseTo(grown - height, -2)
  })
})
