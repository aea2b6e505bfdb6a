import { join } from 'node:path'
import type { Browser } from 'playwright-core'

export interface Shot {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  /** Whether a conversation is open. */
  isOpen: boolean
}

export const SHOTS: readonly Shot[] = [
  { name: 'inbox', width: 1280, height: 800, colorScheme: 'light', isOpen: true },
  { name: 'inbox-dark', width: 1280, height: 800, colorScheme: 'dark', isOpen: true },
  { name: 'inbox-phone', width: 390, height: 780, colorScheme: 'light', isOpen: false },
  { name: 'inbox-phone-conversation', width: 390, height: 780, colorScheme: 'light', isOpen: true },
]

/** Logs in with a browser of its own and saves what the page shows, as `name`.png. */
export async function takeShot(
  browser: Browser,
  { url, password }: { url: string; password: string },
  { name, width, height, colorScheme, isOpen, sessionId, dir }: Shot & { sessionId: string; dir: string },
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en' })
  try {
    const page = await context.newPage()
    await page.goto(`${url}/login`)
    await page.fill('#password', password)
    await page.click('button.primary')
    await page.waitForSelector('nav')
    await page.goto(`${url}/inbox${isOpen ? `/${sessionId}` : ''}?view=open`)
    await page.getByRole(isOpen ? 'log' : 'list', isOpen ? {} : { name: 'All' }).waitFor()
    await page.getByText('Live', { exact: true }).waitFor({ state: 'attached' })
    await page.screenshot({ path: join(dir, `${name}.png`) })
  } finally {
    await context.close()
  }
}
