import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn, noBrowser, openWatchedPage, troublesOf } from './open-browser.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

const OLD = 'sandi yang lama'
const NEXT = 'sandi yang baru'

if (noBrowser !== null) process.stderr.write(`Skipped: account.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('an operator, of oneself,', () => {
  let inbox: OpenInbox
  beforeAll(async () => {
    inbox = await openInbox()
  }, 90_000)
  afterAll(() => inbox?.close())

  test('is told as the built-in admin where the password is changed', async () => {
    const { page, hotel } = inbox
    await page.goto(`${hotel.url}/account`)
    await page.getByText('your password is CONSOLE_PASSWORD').waitFor()
    expect(await page.getByLabel('New password').count()).toBe(0)
    const operator = { name: 'made', display_name: 'Made', role: 'agent', password: OLD }
    const made = await page.evaluate<number>(
      `fetch('/api/operators', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(operator)}' }).then(({ status }) => status)`,
    )
    expect(made).toBe(201)
    await inbox.expectNoTrouble()
  })

  test('changes the password by the one of before, and the old one opens nothing', async () => {
    const { hotel } = inbox
    const watched = await openWatchedPage(inbox.page.context().browser() as Browser, hotel.url)
    const { page } = watched
    page.setDefaultTimeout(DEADLINE.timeout)
    await logIn(watched, hotel.url, { name: 'made', password: OLD })
    await page.goto(`${hotel.url}/account`)
    await page.getByText('Serves guests').waitFor()
    const change = async (current: string) => {
      await page.getByLabel('Current password').fill(current)
      await page.getByLabel('New password').fill(NEXT)
      await page.getByRole('button', { name: 'Change password' }).click()
    }
    await change('not the password')
    await page.getByRole('alert').getByText('That is not the password that you have now.').waitFor()
    expect(watched.found.splice(0)).toEqual([expect.stringContaining('403')])
    await change(OLD)
    await page.getByText('Your password is changed.').waitFor()
    expect(await page.getByLabel('Current password').inputValue()).toBe('')

    await page.getByRole('button', { name: 'Log out' }).click()
    await page.waitForURL(/\/login/)
    await page.fill('#name', 'made')
    await page.fill('#password', OLD)
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('That is not the password.').waitFor()
    await logIn(watched, hotel.url, { name: 'made', password: NEXT })
    await page.waitForURL(`${hotel.url}/inbox`)
    watched.found.splice(0)

    await page.goto(`${hotel.url}/account`)
    await page.getByLabel('Bahasa Indonesia').check()
    await page.getByRole('heading', { name: 'Akun', level: 1 }).waitFor()
    expect(await troublesOf(watched)).toEqual([])
  })
})
