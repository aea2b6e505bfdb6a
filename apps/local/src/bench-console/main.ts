import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '@bellhop/runtime'
import { openStore } from '@bellhop/store'
import { chromium } from 'playwright-core'
import { buildLocal } from '../build-local.ts'
import { logIn } from '../screenshots/take-shot.ts'
import { fillHotel } from './fill-hotel.ts'
import { measureFirstLoad, measureScroll } from './measure.ts'

const EXECUTABLE = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
const SESSIONS = 10_000
const LOADS = 5
const INTERACTIVE_MS_MAX = 1_000
const FIRST_LOAD_BYTES_MAX = 150_000
const FRAME_P95_MS_MAX = 50

/** How fast the inbox opens, and how it scrolls, in a hotel with ten thousand open sessions. Ends with 1 if it misses its budget. */
const bench = await compose(async (defer) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-bench-'))
  // Postgres may run as somebody else.
  await chmod(dataDir, 0o755)
  defer(() => rm(dataDir, { recursive: true, force: true }))
  const tell = (step: string) => void process.stdout.write(`  ${step} ...\n`)
  const local = await buildLocal({ dataDir, fresh: true, env: {}, onProgress: tell })
  defer(() => local.close())
  tell(`${SESSIONS} guests write`)
  const store = openStore({ databaseUrl: local.hotel.env['DATABASE_URL'] ?? '', poolMax: 1 })
  defer(() => store.close())
  await fillHotel(store, SESSIONS)

  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  defer(() => browser.close())
  const { url, storageState } = await logIn(browser, local.hotel.console.url, local.secrets.consolePassword)
  const address = `${url}/inbox?view=open`
  const loads = []
  for (let time = 0; time < LOADS; time++) {
    tell(`opens the inbox, ${time + 1} of ${LOADS}`)
    const context = await browser.newContext({ storageState })
    loads.push(await measureFirstLoad(context, address))
    await context.close()
  }
  tell('scrolls through it')
  const context = await browser.newContext({ storageState, viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('section ul li').first().waitFor()
  const scroll = await measureScroll(page)

  const interactiveMs = median(loads.map((load) => load.interactiveMs))
  const fileBytes = median(loads.map((load) => load.fileBytes))
  const answerBytes = median(loads.map((load) => load.answerBytes))
  const results: [what: string, found: string, holds: boolean][] = [
    ['interactive, median of five', `${Math.round(interactiveMs)} ms`, interactiveMs < INTERACTIVE_MS_MAX],
    ['first load', `${Math.round(fileBytes / 1000)} kB`, fileBytes < FIRST_LOAD_BYTES_MAX],
    ['the first answers', `${Math.round(answerBytes / 1000)} kB`, true],
    ['scrolled to row', `${scroll.last} in ${scroll.seconds.toFixed(1)} s`, scroll.last >= SESSIONS],
    ['rows in the page at once, at most', String(scroll.rowsMax), scroll.rowsMax < 60],
    ['95 of 100 frames within', `${Math.round(scroll.frameP95Ms)} ms`, scroll.frameP95Ms < FRAME_P95_MS_MAX],
    ['longest frame', `${Math.round(scroll.longestFrameMs)} ms of ${scroll.frames}`, true],
  ]
  for (const [what, found, holds] of results)
    process.stdout.write(`${holds ? ' ' : '!'} ${what.padEnd(36)} ${found}\n`)
  if (results.some(([, , holds]) => !holds)) process.exitCode = 1
  return {}
})
await bench.close()

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
