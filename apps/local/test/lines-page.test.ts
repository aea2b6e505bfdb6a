import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser, troublesOf } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, SITI, type OpenInbox } from './open-inbox.ts'
import { goToKnown, openViewer } from './open-viewer.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: lines-page.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the page of the lines', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/lines`)
  })
  afterEach(() => inbox.expectNoTrouble())

  const card = () => page.locator('section').filter({ has: page.getByRole('heading', { name: /^default/ }) })
  const received = () => hotel.waha.sent.filter(({ text }) => text === 'they are on their way')

  test('pauses a line with a reason, shows what waits, and lets it go on', async () => {
    await card().getByRole('button', { name: 'Pause' }).click()
    const dialog = page.getByRole('dialog', { name: 'Pause default' })
    await dialog.waitFor()
    // Whoever opened it writes at once.
    await page.keyboard.type('the number <b>moves</b>')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await card().getByText('paused by an operator').waitFor()
    expect(await card().innerText()).toContain('“the number <b>moves</b>”')
    const resume = card().getByRole('button', { name: 'Resume' })
    expect(await resume.evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true)

    const { guestId } = await hotel.store.prisma.session.findFirstOrThrow({
      where: { guest: { phone: SITI } },
    })
    const session = await hotel.store.prisma.session.findFirstOrThrow({ where: { guestId } })
    const reply = { role: 'Staff', text: 'they are on their way' }
    expect((await hotel.api('POST', `/api/sessions/${session.id}/messages`, reply)).status).toBe(202)
    await card().getByRole('button', { name: '1 message: Show what waits on default' }).click()
    const waiting = page.getByRole('dialog', { name: 'What waits on default' })
    await waiting.getByText('they are on their way').waitFor()
    expect(await waiting.getByRole('link', { name: SITI }).getAttribute('href')).toBe(
      `/inbox/${session.id}?view=open`,
    )
    await page.keyboard.press('Escape')
    expect(received()).toEqual([])

    await resume.click()
    await vi.waitFor(() => expect(received()).toHaveLength(1), DEADLINE)
    await card().getByRole('button', { name: 'Pause' }).waitFor()
  })

  test('says of a line that was logged out what is to be done', async () => {
    await hotel.waha.setLineStatus('default', 'SCAN_QR_CODE')
    await card().getByText("Scan the QR code in WAHA's dashboard").waitFor()
    expect(await card().innerText()).toContain('SCAN_QR_CODE')
    await card().getByText('paused by Bellhop').waitFor()
    await hotel.waha.setLineStatus('default', 'WORKING')
    await card().getByText('WAHA says that it works.').waitFor()
  })

  test('counts what came and left in the last day, also for who sees no chart', async () => {
    const messages = page.getByRole('table', { name: 'Messages' })
    const { prisma } = hotel.store
    const came = await prisma.message.count({ where: { direction: 'inbound' } })
    const left = await prisma.message.count({
      where: { direction: 'outbound', status: { in: ['sent', 'delivered', 'read'] } },
    })
    await vi.waitFor(async () => {
      const rows = await messages.getByRole('row').allInnerTexts()
      const numbers = rows.slice(1).map((row) => row.split('\t').slice(1).map(Number))
      expect(numbers).toHaveLength(24)
      const sums = numbers.reduce(([a = 0, b = 0], [c = 0, d = 0]) => [a + c, b + d], [0, 0])
      expect(sums).toEqual([came, left])
    }, DEADLINE)
    await page.getByText(`${came} from guests, ${left} to guests`).waitFor()
    expect(await page.getByRole('table', { name: 'Failures' }).getByRole('row').count()).toBe(25)

    const chart = page.getByRole('slider', { name: 'Messages' })
    await chart.focus()
    await page.keyboard.press('End')
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/From guests: [1-9]\d*, To guests: [1-9]/)
    await page.keyboard.press('Home')
    expect(await chart.getAttribute('aria-valuetext')).toContain('From guests: 0, To guests: 0')
  })

  test('counts the jobs of the queues, and says so when they are away', async () => {
    const queues = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Queues' }) })
    await queues.getByText('outbound-default').waitFor()
    expect(await queues.getByRole('link', { name: 'Open the queues' }).getAttribute('href')).toBe('/queues')
    const problem = { status: 503, detail: 'The queue does not answer.' }
    await page.route('**/api/queues', (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
    )
    await queues.getByText('The queue does not answer.').waitFor()
    await card().getByText('WAHA says that it works.').waitFor()
    await page.unroute('**/api/queues')
    await queues.getByText('outbound-default').waitFor()
    // A browser tells each refusal as an error of the page.
    for (const found of inbox.watched.found.splice(0)) expect(found).toContain('503')
  })

  test('has nothing to press for who may only look', async () => {
    const viewer = await openViewer(inbox)
    await goToKnown(viewer.page, `${hotel.url}/lines`)
    await viewer.page.getByText('WAHA says that it works.').waitFor()
    await viewer.page.getByText('outbound-default').waitFor()
    const main = viewer.page.getByRole('main')
    expect(await main.getByRole('button').count()).toBe(0)
    expect(await main.getByRole('link').count()).toBe(0)
    expect(await troublesOf(viewer)).toEqual([])
    await viewer.page.context().close()
  })

  test('is as wide as a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.getByRole('slider', { name: 'Failures' }).waitFor()
    const overflow = `[document.documentElement, ...document.querySelectorAll('main *')]
      .filter(({ scrollWidth, clientWidth, className }) => scrollWidth > clientWidth + 1 && /overflow-y-auto/.test(className))
      .length + Math.max(0, document.documentElement.scrollWidth - innerWidth)`
    expect(await page.evaluate<number>(overflow)).toBe(0)
    await page.setViewportSize({ width: 1100, height: 900 })
  })
})
