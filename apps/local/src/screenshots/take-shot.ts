import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'

const LAPTOP = { width: 1280, height: 800, colorScheme: 'light' } as const
const PHONE = { width: 390, height: 780, colorScheme: 'light' } as const

const GUEST_LIST = `phone;name;room
0812 7777 1111;Ayu Lestari;301
+61 412 345 679;Oliver Jones;302
0812;Made Putra;303
+49 1512 9876543;;304`

export interface Shot {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  /** Of the page; `:session` is the conversation that is open. */
  path: string
  /** What is done before it is taken. */
  prepare?: (page: Page) => Promise<void>
}

const CONVERSATION = '/inbox/:session?view=open'

/** Those of the README. */
export const SHOTS: readonly Shot[] = [
  { ...LAPTOP, name: 'inbox', path: CONVERSATION },
  { ...LAPTOP, name: 'inbox-dark', path: CONVERSATION, colorScheme: 'dark' },
  { ...PHONE, name: 'inbox-phone', path: '/inbox?view=open' },
  { ...PHONE, name: 'inbox-phone-conversation', path: CONVERSATION },
  { ...LAPTOP, name: 'check-ins', path: '/check-ins' },
  {
    ...LAPTOP,
    name: 'import',
    path: '/check-ins?import',
    async prepare(page) {
      await page.getByLabel(/^Or paste the list/).fill(GUEST_LIST)
      await page.getByText('2 ready').waitFor()
    },
  },
  { ...LAPTOP, name: 'unmatched', path: '/unmatched' },
  { ...LAPTOP, name: 'set-aside', path: '/set-aside' },
  { ...LAPTOP, name: 'lines', path: '/lines' },
  { ...LAPTOP, name: 'lines-dark', path: '/lines', colorScheme: 'dark' },
  { ...LAPTOP, name: 'templates', path: '/templates' },
  { ...LAPTOP, name: 'people', path: '/people' },
  { ...PHONE, name: 'check-ins-phone', path: '/check-ins' },
]

/** Logs in as an operator does, and gives what the browser remembers of it. */
export async function logIn(browser: Browser, url: string, password: string): Promise<Login> {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await page.fill('#password', password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForSelector('nav')
  const storageState = await context.storageState()
  await context.close()
  return { url, storageState }
}

interface Login {
  url: string
  storageState: Awaited<ReturnType<BrowserContext['storageState']>>
}

/** Saves what a page shows, as `name`.png. */
export async function takeShot(
  browser: Browser,
  { url, storageState }: Login,
  {
    name,
    width,
    height,
    colorScheme,
    path,
    prepare,
    sessionId,
    dir,
  }: Shot & { sessionId: string; dir: string },
): Promise<void> {
  const context = await browser.newContext({
    storageState,
    viewport: { width, height },
    colorScheme,
    locale: 'en',
  })
  try {
    const page = await context.newPage()
    await page.goto(`${url}${path.replace(':session', sessionId)}`)
    await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
    await page.getByText('Loading …').first().waitFor({ state: 'detached' })
    await prepare?.(page)
    await page.screenshot({ path: join(dir, `${name}.png`) })
  } finally {
    await context.close()
  }
}
