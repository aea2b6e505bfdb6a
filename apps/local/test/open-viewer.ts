import type { Page } from 'playwright-core'
import { makeOperator } from './make-operator.ts'
import { logIn, openWatchedPage, type WatchedPage } from './open-browser.ts'
import type { OpenInbox } from './open-inbox.ts'

const PASSWORD = 'may only look around'

/** A page of somebody who may only look, made by the operator who is logged in. */
export async function openViewer(inbox: OpenInbox): Promise<WatchedPage> {
  const login = { name: `viewer-${Date.now()}`, password: PASSWORD }
  await makeOperator(inbox, { ...login, display_name: 'Viewer', role: 'viewer' })
  const browser = inbox.page.context().browser()
  if (browser === null) throw new Error('the page has no browser')
  const viewer = await openWatchedPage(browser, inbox.hotel.url)
  await logIn(viewer, inbox.hotel.url, login)
  return viewer
}

/** Goes to a page and waits until it knows what may be done: before, it offers nobody anything. */
export async function goToKnown(page: Page, url: string): Promise<void> {
  // What the page before still asks for is no answer to this one.
  await page.goto('about:blank')
  const [me] = await Promise.all([page.waitForResponse('**/api/me'), page.goto(url)])
  await me.finished()
  // What the answer shows is drawn with the next picture.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))')
}
