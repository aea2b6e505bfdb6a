import { newId } from '@bellhop/store'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { SHOW_ALL, LOOK, NUMBERS_IN_ORDER, type Look } from './in-page.ts'
import {
  logIn,
  noBrowser,
  openBrowser,
  openWatchedPage,
  troublesOf,
  type WatchedPage,
} from './open-browser.ts'
import { makeOperator } from './make-operator.ts'
import { openHotel, type TestHotel } from './open-hotel.ts'
import { messageEvent, postWebhook } from './post-webhook.ts'
import { PAYLOADS } from './xss-payloads.ts'

const DEADLINE = { timeout: 30_000, interval: 100 }
const GUEST = '081234567890'
const STRANGER = '081299999999'
const SCRIPT = `<img src=x onerror="window.pwned=1">`
const NAME = `${SCRIPT} "><script>window.pwned=1</script>`
const ROOM = `"><svg onload=a()>`
const CARD = 'BEGIN:VCARD\nVERSION:3.0\nFN:Ani \u202e\nTEL:+62 811 2222 3333\nEND:VCARD'

if (noBrowser !== null) process.stderr.write(`Skipped: xss.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('what a guest writes, looked at by staff in a browser', () => {
  let hotel: TestHotel
  let browser: Browser
  let watched: WatchedPage
  let sessionId: string

  beforeAll(async () => {
    hotel = await openHotel(inject('redis') === null ? 'postgres' : 'redis', { AUTO_REPLY: 'off' })
    await hotel.api('POST', '/api/check-ins', { phone: GUEST, name: NAME, room: ROOM })
    await writeAsGuests()
    sessionId = (await hotel.store.prisma.session.findFirstOrThrow()).id
    await writeAsHotel()

    browser = await openBrowser()
    watched = await openWatchedPage(browser, hotel.url)
    await logIn(watched, hotel.url)
    await writeAsStaff()
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await hotel.close()
  })

  /** Each payload in everything that a guest can fill, by webhooks as WAHA signs them. */
  async function writeAsGuests(): Promise<void> {
    const events = PAYLOADS.flatMap((word, at) => {
      const id = `3EB0C${String(at).padStart(3, '0')}`
      const more = { _data: { pushName: word, notifyName: word }, replyTo: { id: `${id}FF`, body: word } }
      const media = { mimetype: 'image/jpeg', filename: word, url: null, error: word }
      const location = {
        latitude: '-8.65',
        longitude: '115.2',
        name: word,
        address: word,
        url: word,
        description: word,
      }
      const vCards = [
        CARD.replace('Ani', word.replaceAll('\n', ' ')),
        `BEGIN:VCARD\nFN:x\nTEL;x=${word}:${word}`,
      ]
      return [
        messageEvent(GUEST, `${id}A`, { body: word, ...more }),
        messageEvent(GUEST, `${id}B`, { body: word, hasMedia: true, media, ...more }),
        messageEvent(GUEST, `${id}C`, { body: null, location, ...more }),
        messageEvent(GUEST, `${id}D`, { body: null, vCards, ...more }),
        messageEvent(STRANGER, `${id}E`, { body: word, ...more }),
        messageEvent(STRANGER, `${id}F`, { body: null, location, ...more }),
        messageEvent(STRANGER, `${id}0`, { body: null, vCards, ...more }),
      ]
    })
    for (const event of events) expect(await postWebhook(hotel.ingress.url, event)).toBe('200 accepted')
    const elsewhere = messageEvent(GUEST, '3EB0CODD', { body: PAYLOADS[2] }, { session: 'elsewhere' })
    expect(await postWebhook(hotel.ingress.url, elsewhere)).toBe('200 quarantined')
    const reaction = { text: PAYLOADS[2], messageId: `false_62${GUEST.slice(1)}@c.us_3EB0C000A` }
    await postWebhook(
      hotel.ingress.url,
      messageEvent(GUEST, '3EB0CFFF', { reaction }, { event: 'message.reaction' }),
    )
    await vi.waitFor(async () => {
      const rows = { direction: 'inbound', status: 'applied' } as const
      expect(await hotel.store.prisma.message.count({ where: rows })).toBe(events.length)
    }, DEADLINE)
  }

  /** Words of the agent, of staff, and one message that nobody knows the fate of. */
  async function writeAsHotel(): Promise<void> {
    const path = `/api/sessions/${sessionId}/messages`
    for (const [at, text] of PAYLOADS.slice(0, 5).entries())
      expect((await hotel.api('POST', path, { text, role: at < 3 ? 'Agent' : 'Staff' })).status).toBe(202)
    await hotel.store.prisma.message.create({
      data: {
        id: newId(),
        sessionId,
        line: 'default',
        chatId: `62${GUEST.slice(1)}@c.us`,
        phone: GUEST,
        direction: 'outbound',
        role: 'Staff',
        kind: 'staff_reply',
        text: PAYLOADS.join('\n').slice(0, 4000),
        fromMe: true,
        status: 'unknown',
        error: 'absent',
        claimToken: newId(),
        claimedAt: new Date(),
      },
    })
    await hotel.api('POST', '/api/lines/default/pause', { reason: `${PAYLOADS[0]}${PAYLOADS[2]}` })
  }

  /** Names of operators, keys and templates, and a template's text. */
  async function writeAsStaff(): Promise<void> {
    const { page } = watched
    const operator = { name: 'evil', display_name: SCRIPT, role: 'viewer', password: 'ten letters' } as const
    await makeOperator({ hotel, page }, operator)
    const headers = { origin: hotel.url }
    const make = (path: string, data: object) =>
      page.request.post(`${hotel.url}/api/${path}`, { data, headers })
    expect((await make('keys', { name: SCRIPT, role: 'viewer' })).status()).toBe(201)
    const template = { name: SCRIPT.slice(0, 40), text: PAYLOADS[2] }
    expect((await make('templates', template)).status()).toBe(201)
    // The line is paused: it waits, to be shown.
    const reply = { text: PAYLOADS[0], role: 'Staff' }
    expect((await hotel.api('POST', `/api/sessions/${sessionId}/messages`, reply)).status).toBe(202)
  }

  /** Opens a page, and all that it has under "older" and "more". */
  async function lookThrough(path: string): Promise<string> {
    const { page } = watched
    await page.goto(hotel.url + path)
    await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await page.getByText('Loading …').first().waitFor({ state: 'detached' })
    await vi.waitFor(async () => expect(await page.evaluate(SHOW_ALL)).toBe(true), DEADLINE)
    return look(path)
  }

  /** Opens a dialog of the page that is shown, and closes it. */
  async function lookInto(name: string | RegExp): Promise<string> {
    const { page } = watched
    await page.getByRole('button', { name }).first().click()
    await page.getByRole('dialog').waitFor()
    await page.getByRole('dialog').getByText('Loading …').waitFor({ state: 'detached' })
    const words = await look(String(name))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    return words
  }

  async function look(where: string): Promise<string> {
    const { foreign, words } = await watched.page.evaluate<Look>(LOOK)
    expect(foreign, where).toEqual([])
    expect(await troublesOf(watched), where).toEqual([])
    return words.replace(/\s+/g, ' ')
  }

  test('is text on every page that shows it, and runs, loads and asks for nothing', async () => {
    const shown = {
      inbox: await lookThrough('/inbox?view=open'),
      conversation: await lookThrough(`/inbox/${sessionId}`),
      checkIns: await lookThrough('/check-ins'),
      unmatched: await lookThrough('/unmatched'),
      setAside: await lookThrough('/set-aside'),
      lines: await lookThrough('/lines'),
    }
    for (const page of ['inbox', 'conversation', 'checkIns'] as const) expect(shown[page]).toContain(NAME)
    for (const word of PAYLOADS) expect(shown.conversation).toContain(word.replace(/\s+/g, ' ').trim())
    expect(shown.unmatched).toContain(STRANGER)
    expect(shown.setAside).toContain(PAYLOADS[0])
    expect(shown.lines).toContain(PAYLOADS[0])
  }, 120_000)

  test('is text in what staff write down and are called, and in the dialogs', async () => {
    await lookThrough('/set-aside')
    expect(await lookInto('Raw')).toContain('pwned=1')
    await lookThrough('/lines')
    expect(await lookInto(/Show what waits on default$/)).toContain(PAYLOADS[0])
    await lookThrough('/unmatched')
    await lookInto(/^Check in/)
    expect(await lookThrough('/templates')).toContain(PAYLOADS[2])
    await lookInto(/^Edit/)
    expect(await lookThrough('/people')).toContain(SCRIPT)
    for (const name of [/^Change .*pwned/, /^Logins of .*pwned/, /^Disable .*pwned/]) await lookInto(name)
    expect(await lookThrough('/people?part=keys')).toContain(SCRIPT)
    await lookInto(/^Revoke .*pwned/)
    expect(await lookThrough('/people?part=audit')).toContain(SCRIPT)
    await lookThrough('/account')
  }, 120_000)

  test('stands in no order but its own: a turned name turns nothing beside it', async () => {
    const { page } = watched
    await lookThrough(`/inbox/${sessionId}`)
    const directions = await page.evaluate<boolean[]>(NUMBERS_IN_ORDER)
    expect(directions.length).toBeGreaterThan(0)
    expect(directions).toEqual(directions.map(() => true))
  })

  test.runIf(inject('redis'))(
    'is text in Bull Board too, in the job that carried it',
    async () => {
      const { page } = watched
      for (const at of [0, 2, 4, 10, 24]) {
        const id = `3EB0C${String(at).padStart(3, '0')}A`
        await page.goto(`${hotel.url}/queues/queue/inbound/default_message_false_${id}`)
        await page.getByText(id).first().waitFor()
        await page.getByText('pwned').first().waitFor()
        expect(
          await page.locator('iframe, object, embed, [onerror], [onload], a[href^="javascript"]').count(),
        ).toBe(0)
        expect(await troublesOf(watched), `job ${id}`).toEqual([])
      }
    },
    60_000,
  )
})
