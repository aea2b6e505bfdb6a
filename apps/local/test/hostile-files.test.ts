import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import {
  logIn,
  noBrowser,
  openBrowser,
  openWatchedPage,
  troublesOf,
  type WatchedPage,
} from './open-browser.ts'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 100 }
const GUEST = '081234567890'
const SCRIPT = `<script>window.pwned=1;alert('pwned')</script>`
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=1">${SCRIPT}</svg>`
const PAGE = `<!doctype html><html><body onload="window.pwned=1">${SCRIPT}</body></html>`

if (noBrowser !== null) process.stderr.write(`Skipped: hostile-files.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a file of a guest, opened by staff in a browser', () => {
  let hotel: TestHotel
  let browser: Browser
  let watched: WatchedPage

  beforeAll(async () => {
    hotel = await openHotel(inject('redis') === null ? 'postgres' : 'redis')
    await hotel.guest({ phone: GUEST })
    browser = await openBrowser()
    watched = await openWatchedPage(browser, hotel.url)
    await logIn(watched, hotel.url)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await hotel.close()
  })

  /** The message with the file, once the file is here or is known not to come. */
  async function received(whatsappId: string, mimetype: string, filename: string, content: string) {
    const media = { mimetype, filename, content: Buffer.from(content) }
    await hotel.waha.guest(GUEST).writes(null, { id: whatsappId, media })
    return vi.waitFor(
      () =>
        hotel.store.prisma.message.findFirstOrThrow({
          where: { whatsappId, status: 'applied', mediaFetch: null },
        }),
      DEADLINE,
    )
  }

  test.for([
    ['image/jpeg', 'beach.jpg', PAGE, 'shown'],
    ['image/png', 'beach.svg', SVG, 'shown'],
    ['text/plain', 'page.html', PAGE, 'saved'],
    ['application/pdf', 'page.html', PAGE, 'saved'],
    ['image/x-icon', 'icon.svg', SVG, 'saved'],
    ['text/html', 'page.html', PAGE, 'refused'],
    ['image/svg+xml', 'beach.svg', SVG, 'refused'],
  ] as const)(
    'runs nothing, if it claims to be %s and is called %s',
    async ([mimetype, filename, content, fate]) => {
      const whatsappId = `3EB0F11E${Buffer.from(mimetype).toString('hex').toUpperCase()}`
      const { id } = await received(whatsappId, mimetype, filename, content)
      const { page } = watched
      const path = `/api/messages/${id}/media`
      const saved = page.waitForEvent('download', { timeout: 60_000 })
      // Chromium gives up a navigation that turns into a download.
      const answer = await page.goto(hotel.url + path).catch(() => saved)
      const seen =
        answer === null
          ? 'nothing'
          : 'suggestedFilename' in answer
            ? 'saved'
            : answer.status() === 404
              ? 'refused'
              : 'shown'
      saved.catch(() => null)
      expect(seen).toBe(fate)
      expect(await page.evaluate('document.querySelectorAll("script, svg").length')).toBe(0)
      const troubles = await troublesOf(watched)
      // An image's tab asks for an icon, and there is none.
      expect(troubles.filter((trouble) => !trouble.startsWith('console Failed to load resource'))).toEqual([])
    },
  )
})
