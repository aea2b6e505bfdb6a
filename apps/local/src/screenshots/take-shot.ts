import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'

const LAPTOP = { width: 1280, height: 800, colorScheme: 'light' } as const
const PHONE = { width: 390, height: 780, colorScheme: 'light' } as const

export interface Shot {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  /** Of the page; `:session` is the conversation that is open. */
  path: string
}

export const SHOTS: readonly Shot[] = [
  { ...LAPTOP, name: 'inbox', path: '/inbox/:session?view=open' },
  { ...LAPTOP, name: 'inbox-dark', path: '/inbox/:session?view=open', colorScheme: 'dark' },
  { ...PHONE, name: 'inbox-phone', path: '/inbox?view=open' },
  { ...PHONE, name: 'inbox-phone-conversation', path: '/inbox/:session?view=open' },
  ...['check-ins', 'unmatched', 'set-aside', 'lines', 'templates', 'people', 'account'].flatMap(
    (page): Shot[] => [
      { ...LAPTOP, name: page, path: `/${page}` },
      { ...LAPTOP, name: `${page}-dark`, path: `/${page}`, colorScheme: 'dark' },
      { ...PHONE, name: `${page}-phone`, path: `/${page}` },
    ],
  ),
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
  { name, width, height, colorScheme, path, sessionId, dir }: Shot & { sessionId: string; dir: string },
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
    await page.screenshot({ path: join(dir, `${name}.png`) })
  } finally {
    await context.close()
  }
}
