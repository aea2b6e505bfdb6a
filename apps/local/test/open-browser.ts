import { existsSync } from 'node:fs'
import { chromium, type Browser, type Page } from 'playwright-core'
import { TROUBLES, WATCH_POLICY } from './in-page.ts'
import { CONSOLE_PASSWORD } from './open-hotel.ts'

const EXECUTABLE = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
/** Nothing that the browser does by itself, and no sandbox, which root has none of. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Why there is no browser to test with; null if there is one. */
export const noBrowser: string | null = existsSync(EXECUTABLE)
  ? null
  : `there is no Chromium at ${EXECUTABLE}: install the package \`chromium\`, or set CHROMIUM_PATH`

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGS })
}

export interface WatchedPage {
  page: Page
  /** What a page of the console must never do: dialogs, violations of its policy, errors, scripts of others, requests elsewhere. */
  found: string[]
}

/** A page of its own session, that notes what goes wrong in it. */
export async function openWatchedPage(browser: Browser, origin: string): Promise<WatchedPage> {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1100, height: 900 } })
  const page = await context.newPage()
  const found: string[] = []
  page.on('dialog', (dialog) => {
    found.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') found.push(`console ${message.text()}`)
  })
  page.on('pageerror', (error) => void found.push(`error ${error.message}`))
  context.on('page', () => void found.push('another window'))
  context.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:'))
      found.push(`request to ${request.url()}`)
  })
  await context.addInitScript(WATCH_POLICY)
  return { page, found }
}

/** What the page shown now has let happen. */
export async function troublesOf({ page, found }: WatchedPage): Promise<string[]> {
  return [...found, ...(await page.evaluate<string[]>(TROUBLES))]
}

/** Logs in as an operator does: as admin, if no other is named. */
export async function logIn(
  { page }: WatchedPage,
  origin: string,
  { name = '', password = CONSOLE_PASSWORD } = {},
): Promise<void> {
  await page.goto(`${origin}/login`)
  await page.fill('#name', name)
  await page.fill('#password', password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForSelector('nav')
}
