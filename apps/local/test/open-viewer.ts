import { openWatchedPage, type WatchedPage } from './open-browser.ts'
import type { OpenInbox } from './open-inbox.ts'

const PASSWORD = 'may only look around'

/** A page of somebody who may only look, made by the operator who is logged in. */
export async function openViewer({ hotel, page }: OpenInbox): Promise<WatchedPage> {
  const name = `viewer-${Date.now()}`
  const data = { name, display_name: 'Viewer', role: 'viewer', password: PASSWORD }
  const made = await page.request.post(`${hotel.url}/api/operators`, { data, headers: { origin: hotel.url } })
  const browser = page.context().browser()
  if (!made.ok() || browser === null) throw new Error(`no viewer: ${made.status()}`)
  const viewer = await openWatchedPage(browser, hotel.url)
  await viewer.page.goto(`${hotel.url}/login`)
  await viewer.page.fill('[name=name]', name)
  await viewer.page.fill('#password', PASSWORD)
  await viewer.page.getByRole('button', { name: 'Log in' }).click()
  await viewer.page.waitForSelector('nav')
  return viewer
}
