import type { BrowserContext, Page } from 'playwright-core'

/** What a browser that has never been here needs to show the inbox, and to let somebody type in it. */
export interface FirstLoad {
  /** From the first request to a list that can be searched. */
  interactiveMs: number
  /** Of the files, over the wire, headers included. */
  fileBytes: number
  /** Of the API's answers. */
  answerBytes: number
}

/** How the list behaves while it is scrolled from its first row to its last. */
export interface Scroll {
  seconds: number
  frames: number
  /** The longest of 95 in 100 frames. */
  frameP95Ms: number
  longestFrameMs: number
  /** Rows that stood in the page at most at once. */
  rowsMax: number
  /** Where it ended: the place of the last row, from 1. */
  last: number
}

export async function measureFirstLoad(context: BrowserContext, url: string): Promise<FirstLoad> {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  const answers = new Set<string>()
  let [fileBytes, answerBytes] = [0, 0]
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (new URL(request.url).pathname.startsWith('/api/')) answers.add(requestId)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (answers.has(requestId)) answerBytes += encodedDataLength
    else fileBytes += encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(url, { waitUntil: 'commit' })
  await page.locator('section ul li').first().waitFor()
  await page.locator('#search').focus()
  const interactiveMs = await page.evaluate<number>('performance.now()')
  await page.locator('#search').pressSequentially('x')
  await page.close()
  return { interactiveMs, fileBytes, answerBytes }
}

const SCROLL = `(async () => {
  const list = document.querySelector('section ul').parentElement
  const frames = []
  let [rowsMax, before, still] = [0, performance.now(), 0]
  const begin = before
  const last = () => Number([...list.querySelectorAll('li')].at(-1)?.getAttribute('aria-posinset') ?? 0)
  while (still < 120) {
    const top = list.scrollTop
    list.scrollTop += 600
    await new Promise(requestAnimationFrame)
    const now = performance.now()
    frames.push(now - before)
    before = now
    rowsMax = Math.max(rowsMax, list.querySelectorAll('li').length)
    // At its end, or waiting for what comes next.
    still = list.scrollTop === top ? still + 1 : 0
  }
  const sorted = frames.toSorted((a, b) => a - b)
  return {
    seconds: (performance.now() - begin) / 1000,
    frames: frames.length,
    frameP95Ms: sorted[Math.floor(sorted.length * 0.95)],
    longestFrameMs: sorted.at(-1),
    rowsMax,
    last: last(),
  }
})()`

export async function measureScroll(page: Page): Promise<Scroll> {
  return page.evaluate<Scroll>(SCROLL)
}
