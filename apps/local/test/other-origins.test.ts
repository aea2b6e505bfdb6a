import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { logIn, noBrowser, openBrowser, openWatchedPage, type WatchedPage } from './open-browser.ts'
import { openHotel, type TestHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 100 }

if (noBrowser !== null) process.stderr.write(`Skipped: other-origins.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('the browser of whoever is logged in', () => {
  let hotel: TestHotel
  let browser: Browser
  let watched: WatchedPage
  let evil: Server
  let evilUrl: string
  let evilPage = ''

  beforeAll(async () => {
    hotel = await openHotel(inject('redis') === null ? 'postgres' : 'redis')
    await hotel.guest({ phone: '081234567890' })
    await hotel.waha.guest('081234567890').writes('halo')
    await vi.waitFor(() => hotel.store.prisma.session.findFirstOrThrow(), DEADLINE)

    // On the console's own host: cookies don't tell ports apart, so that it is sent the operator's.
    evil = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(evilPage))
    evil.listen(0, '127.0.0.1')
    await once(evil, 'listening')
    evilUrl = `http://127.0.0.1:${(evil.address() as AddressInfo).port}/`

    browser = await openBrowser()
    watched = await openWatchedPage(browser, hotel.url)
    await logIn(watched, hotel.url)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    evil?.close()
    await hotel.close()
  })

  /** The same login, led to a page of somebody else. */
  async function openEvil(markup: string): Promise<{ page: Page; answers: string[] }> {
    evilPage = markup
    const page = await watched.page.context().newPage()
    const answers: string[] = []
    page.on('response', (response) => {
      const path = new URL(response.url()).pathname
      if (response.url().startsWith(hotel.url))
        answers.push(`${response.request().method()} ${path} ${response.status()}`)
    })
    await page.goto(evilUrl)
    return { page, answers }
  }

  async function state() {
    const { prisma } = hotel.store
    return {
      checkIns: await prisma.checkIn.count(),
      sessions: await prisma.session.findMany({ select: { id: true, mode: true, status: true } }),
      staffReplies: await prisma.message.count({ where: { role: 'Staff' } }),
      lines: await prisma.line.findMany({ select: { line: true, pausedBy: true } }),
    }
  }

  test('sends no form of another origin that does anything', async () => {
    const before = await state()
    const session = `/api/sessions/${before.sessions[0]?.id}`
    const forms = [
      '/logout',
      '/api/check-ins',
      `${session}/messages`,
      `${session}/terminate`,
      '/api/lines/default/pause',
    ]
    for (const [at, path] of forms.entries()) {
      for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
        const { page, answers } =
          await openEvil(`<form method="post" action="${hotel.url}${path}" enctype="${enctype}">
          <input name="phone" value="08120000000${at}"><input name="name" value="x"><input name="room" value="1">
          <input name="mode" value="manual"><input name="key" value="k"><input name="text" value="x"></form>`)
        await page.evaluate(`document.forms[0].submit()`)
        await vi.waitFor(() => expect(answers, `${path} ${enctype}`).toContain(`POST ${path} 403`), DEADLINE)
        await page.close()
      }
    }
    expect(await state()).toEqual(before)
    expect((await watched.page.goto(`${hotel.url}/inbox`))?.url()).toBe(`${hotel.url}/inbox`)
  }, 60_000)

  test('lets scripts of another origin change and read nothing', async () => {
    const before = await state()
    const session = before.sessions[0]?.id
    const { page } = await openEvil('<p>hello</p>')
    const told = await page.evaluate<string[]>(`(async () => {
      const told = []
      const ask = (path, init) => fetch('${hotel.url}' + path, { credentials: 'include', ...init })
        .then((answer) => answer.text()).then((text) => told.push(text), () => told.push('nothing'))
      for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])
        for (const path of ['/logout', '/api/check-ins', '/api/check-ins/import', '/api/sessions/${session}/terminate', '/queues/api/queues/pause'])
          await ask(path, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body: '{"phone":"0812000","name":"x","room":"1"}' })
      for (const method of ['PATCH', 'PUT', 'POST', 'DELETE'])
        await ask('/api/sessions/${session}', { method, headers: { 'content-type': 'application/json' }, body: '{"mode":"manual"}' })
      for (const path of ['/', '/inbox', '/api/sessions', '/queues/api/queues']) {
        await ask(path, {})
        await ask(path, { mode: 'no-cors' })
      }
      return told
    })()`)
    expect(told.length).toBeGreaterThan(20)
    expect(new Set(told)).toEqual(new Set(['nothing']))
    await page.close()
    expect(await state()).toEqual(before)
  })

  test('shows the console in no frame', async () => {
    const { page } = await openEvil(
      `<iframe src="${hotel.url}/inbox"></iframe><iframe src="${hotel.url}/login"></iframe>`,
    )
    await page.waitForLoadState('load')
    for (const frame of page.frames().slice(1)) {
      expect(await frame.locator('nav, form').count()).toBe(0)
      expect(frame.url()).toMatch(/^chrome-error:/)
    }
    expect(page.frames()).toHaveLength(3)
    await page.close()
  })
})
