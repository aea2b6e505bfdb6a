import type { Browser, Page } from 'playwright-core'
import { expect, inject, vi } from 'vitest'
import { logIn, openBrowser, openWatchedPage, troublesOf, type WatchedPage } from './open-browser.ts'
import { openHotel, type TestHotel } from './open-hotel.ts'

export const DEADLINE = { timeout: 15_000, interval: 50 }
export const BUDI = '081234500001'
export const SITI = '081234500002'
/** A name that would be a script, were it not shown as text. */
export const BUDIS_NAME = `Budi <img src=x onerror="window.pwned=1">`

export interface OpenInbox {
  hotel: TestHotel
  page: Page
  watched: WatchedPage
  /** The session of Budi, who has waited longer than Siti. */
  budi: string
  /** The conversations that the list shows. */
  rows: () => ReturnType<Page['locator']>
  /** The messages of the conversation that is open. */
  log: () => ReturnType<Page['locator']>
  /** Clicks on a conversation of the list. */
  open: (name: string) => Promise<void>
  /** Fails if the page did what a page of the console must never do. */
  expectNoTrouble: () => Promise<void>
  close: () => Promise<void>
}

/** A hotel with two guests who wait for an answer, and an operator who is logged in. */
export async function openInbox(): Promise<OpenInbox> {
  const hotel = await openHotel(inject('redis') === null ? 'postgres' : 'redis', { AUTO_REPLY: 'off' })
  await hotel.guest({ phone: BUDI, name: BUDIS_NAME, room: '204' })
  await hotel.guest({ phone: SITI, name: 'Siti', room: '7' })
  await hotel.waha.guest(BUDI).writes('is breakfast included?', { at: Date.now() - 5_000 })
  const { id } = await vi.waitFor(() => hotel.store.prisma.session.findFirstOrThrow(), DEADLINE)
  await hotel.waha.guest(SITI).writes('towels please')

  const browser: Browser = await openBrowser()
  const watched = await openWatchedPage(browser, hotel.url)
  const { page } = watched
  page.setDefaultTimeout(DEADLINE.timeout)
  await logIn(watched, hotel.url)

  return {
    hotel,
    page,
    watched,
    budi: id,
    rows: () => page.getByRole('list', { name: /^(Waiting|All)$/ }).getByRole('listitem'),
    log: () => page.getByRole('log'),
    open: (name) => page.getByRole('link', { name }).click(),
    expectNoTrouble: async () => expect(await troublesOf(watched)).toEqual([]),
    async close() {
      await browser.close()
      await hotel.close()
    },
  }
}
