import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { logIn, noBrowser, openWatchedPage, troublesOf, type WatchedPage } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

const PUTRI = { name: 'putri', password: 'sepuluh huruf' }

if (noBrowser !== null) process.stderr.write(`Skipped: people.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('an admin', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/people`)
  })
  afterEach(() => inbox.expectNoTrouble())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog')
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })

  /** Somebody else, at another computer. */
  async function openOther(who: typeof PUTRI): Promise<WatchedPage> {
    const other = await openWatchedPage(page.context().browser() as Browser, hotel.url)
    other.page.setDefaultTimeout(DEADLINE.timeout)
    await logIn(other, hotel.url, who)
    return other
  }

  test('makes an operator, who logs in and sees only what the role may', async () => {
    await button('New operator').click()
    await dialog().getByLabel('Name', { exact: true }).fill('Putri Dewi')
    await dialog().getByLabel('User name').fill('admin')
    await dialog().getByLabel('Role').selectOption('Viewer')
    await dialog().getByLabel('Password').fill(PUTRI.password)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await dialog().getByRole('alert').getByText('There is an operator of that name').waitFor()
    expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('409')])
    await dialog().getByLabel('User name').fill(PUTRI.name)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await row('Putri Dewi').getByText('Viewer').waitFor()
    expect(await page.evaluate<string>('document.activeElement.innerText')).toBe('New operator')

    const other = await openOther(PUTRI)
    await other.page.getByRole('link', { name: 'Templates' }).waitFor()
    for (const name of ['People', 'Queues'])
      expect(await other.page.getByRole('link', { name }).count(), name).toBe(0)
    await other.page.goto(`${hotel.url}/inbox/${inbox.budi}`)
    await other.page.getByText('You may look, and not answer.').waitFor()

    await button('Change Putri Dewi').click()
    await dialog().getByLabel('Role').selectOption('Agent')
    await button('Save').click()
    await row('Putri Dewi').getByText('Agent').waitFor()
    await other.page.reload()
    await other.page.getByRole('textbox', { name: /^Reply to/ }).waitFor()
    expect(await troublesOf(other)).toEqual([])
    await other.page.context().close()
  })

  test('ends a login, which is out at its next request, and disables an operator, who is let in no more', async () => {
    const other = await openOther(PUTRI)
    await button('Logins of Putri Dewi').click()
    await dialog()
      .getByRole('button', { name: /^End the login of/ })
      .first()
      .click()
    await dialog().getByText('Ended').first().waitFor()
    await page.keyboard.press('Escape')
    expect((await other.page.request.get(`${hotel.url}/api/me`)).status()).toBe(401)
    // Unless the page has asked for something by itself meanwhile, and is out already.
    await other.page.evaluate(`document.querySelector('a[href="/templates"]')?.click()`)
    await other.page.waitForURL(/\/login\?next=/, { timeout: 10_000 })

    await button('Disable Putri Dewi').click()
    await dialog().getByText('logged out everywhere').waitFor()
    await dialog().getByRole('button', { name: 'Disable', exact: true }).click()
    await row('Putri Dewi').getByText('Disabled').waitFor()
    await other.page.fill('#name', PUTRI.name)
    await other.page.fill('#password', PUTRI.password)
    await other.page.getByRole('button', { name: 'Log in' }).click()
    await other.page.getByText('That is not the password.').waitFor()
    await button('Enable Putri Dewi').click()
    await button('Disable Putri Dewi').waitFor()
    await other.page.context().close()
  })

  test('can change nothing of the built-in admin, and is told why', async () => {
    for (const name of ['Change Administrator', 'Disable Administrator'])
      expect(await button(name).isDisabled(), name).toBe(true)
    await row('Administrator').getByText('CONSOLE_PASSWORD is its password').waitFor()
  })

  test('can neither disable oneself nor give the own role away, and is told who can', async () => {
    const dewi = { name: 'dewi', password: PUTRI.password }
    await button('New operator').click()
    await dialog().getByLabel('Name', { exact: true }).fill('Dewi')
    await dialog().getByLabel('User name').fill(dewi.name)
    await dialog().getByLabel('Role').selectOption('Admin')
    await dialog().getByLabel('Password').fill(dewi.password)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await row('Dewi').waitFor()

    const other = await openOther(dewi)
    await other.page.goto(`${hotel.url}/people`)
    await other.page.getByText('Another admin can disable you.').waitFor()
    const own = (name: string) => other.page.getByRole('button', { name, exact: true })
    expect(await own('Disable Dewi').isDisabled()).toBe(true)
    await own('Change Dewi').click()
    expect(await other.page.getByLabel('Role').isDisabled()).toBe(true)
    await other.page.getByLabel('Name', { exact: true }).fill('Dewi Lestari')
    await own('Save').click()
    await own('Change Dewi Lestari').waitFor()
    expect(await troublesOf(other)).toEqual([])
    await other.page.context().close()
  })

  test('makes a key that is shown once and good for the API, until it is revoked', async () => {
    await page.getByRole('link', { name: 'API keys' }).click()
    await button('New key').click()
    await dialog().getByLabel('What it is for').fill('Front desk system')
    await dialog().getByRole('button', { name: 'New key' }).click()
    await dialog().getByText('it is shown this once').waitFor()
    const key = await dialog().getByLabel('Key').inputValue()
    const status = async () =>
      (await fetch(`${hotel.url}/api/sessions`, { headers: { authorization: `Bearer ${key}` } })).status
    expect(await status()).toBe(200)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await button('Copy').click()
    await button('Copied').waitFor()
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(key)
    await button('I have kept it').click()
    await page.reload()
    await row('Front desk system').getByText('last used').waitFor()
    expect(await page.content()).not.toContain(key)

    await button('Revoke Front desk system').click()
    await dialog().getByRole('button', { name: 'Revoke', exact: true }).click()
    await row('Front desk system').getByText('Revoked', { exact: true }).waitFor()
    expect(await status()).toBe(401)
  })

  test('reads who did what, narrows it to one of them, and goes to the conversation', async () => {
    const other = await openOther(PUTRI)
    await other.page.goto(`${hotel.url}/inbox/${inbox.budi}`)
    await other.page.getByRole('button', { name: 'Take over' }).click()
    await other.page.getByRole('button', { name: 'Give to agent' }).waitFor()
    await other.page.context().close()

    await page.getByRole('link', { name: 'Audit' }).click()
    await row('admin revoked the key Front desk system').waitFor()
    await row('admin changed the operator Putri Dewi: the role, now Agent').waitFor()
    await page.getByLabel('Who').selectOption('Putri Dewi')
    await vi.waitFor(async () => expect(await row('admin').count()).toBe(0), DEADLINE)
    await row('putri took a conversation over').getByRole('link', { name: 'All about it' }).click()
    await page.getByText('Only what was done about one conversation.').waitFor()
    await row('putri took a conversation over').getByRole('link', { name: 'Conversation' }).click()
    await page.waitForURL(`${hotel.url}/inbox/${inbox.budi}?view=open`)
  })
})
