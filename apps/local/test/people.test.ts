import { noteAudit } from '@bellhop/store'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { makeOperator } from './make-operator.ts'
import { logIn, noBrowser, openWatchedPage, troublesOf, type WatchedPage } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

const PASSWORD = 'sepuluh huruf'
const PUTRI = { name: 'putri', password: PASSWORD }
const RINA = { name: 'rina', password: PASSWORD }
const KADEK = { name: 'kadek', password: PASSWORD }

if (noBrowser !== null) process.stderr.write(`Skipped: people.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('an admin', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page
  let putriId: string

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
    putriId = await makeOperator(inbox, { ...PUTRI, display_name: 'Putri Dewi', role: 'viewer' })
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
    await dialog().getByLabel('Name', { exact: true }).fill('Rina Sari')
    await dialog().getByLabel('User name').fill('admin')
    await dialog().getByLabel('Role').selectOption('Viewer')
    await dialog().getByLabel('Password').fill(RINA.password)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await dialog().getByRole('alert').getByText('There is an operator of that name').waitFor()
    expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('409')])
    await dialog().getByLabel('User name').fill(RINA.name)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await row('Rina Sari').getByText('Viewer').waitFor()
    expect(await page.evaluate<string>('document.activeElement.innerText')).toBe('New operator')

    const other = await openOther(RINA)
    await other.page.getByRole('link', { name: 'Templates' }).waitFor()
    for (const name of ['People', 'Queues'])
      expect(await other.page.getByRole('link', { name }).count(), name).toBe(0)
    await other.page.goto(`${hotel.url}/inbox/${inbox.budi}`)
    await other.page.getByText('You may look, and not answer.').waitFor()

    await button('Change Rina Sari').click()
    await dialog().getByLabel('Role').selectOption('Staff')
    await button('Save').click()
    await row('Rina Sari').getByText('Staff', { exact: true }).waitFor()
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
    // Unless the page has asked for something by itself meanwhile: then it is out, or on its way, and takes the click along.
    await other.page.evaluate(`document.querySelector('a[href="/templates"]')?.click()`).catch(() => {})
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
    await button('New operator').click()
    await dialog().getByLabel('Name', { exact: true }).fill('Kadek')
    await dialog().getByLabel('User name').fill(KADEK.name)
    await dialog().getByLabel('Role').selectOption('Admin')
    await dialog().getByLabel('Password').fill(KADEK.password)
    await dialog().getByRole('button', { name: 'New operator' }).click()
    await row('Kadek').waitFor()

    const other = await openOther(KADEK)
    await other.page.goto(`${hotel.url}/people`)
    await other.page.getByText('Another admin can disable you.').waitFor()
    const own = (name: string) => other.page.getByRole('button', { name, exact: true })
    expect(await own('Disable Kadek').isDisabled()).toBe(true)
    await own('Change Kadek').click()
    expect(await other.page.getByLabel('Role').isDisabled()).toBe(true)
    await other.page.getByLabel('Name', { exact: true }).fill('Kadek Lestari')
    await own('Save').click()
    await own('Change Kadek Lestari').waitFor()
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
    await row('Front desk system').getByText('Revoked', { exact: true }).first().waitFor()
    expect(await status()).toBe(401)
  })

  test('reads who did what, narrows it to one of them, and goes to the conversation', async () => {
    const putri = { kind: 'operator', id: putriId, name: PUTRI.name } as const
    await noteAudit(hotel.store.prisma, putri, { action: 'took_over', sessionId: inbox.budi })
    const change = { data: { role: 'agent' }, headers: { origin: hotel.url } }
    await page.request.patch(`${hotel.url}/api/operators/${putriId}`, change)

    await page.getByRole('link', { name: 'Audit' }).click()
    await row('Administrator changed the operator Putri Dewi: the role, now Staff').waitFor()
    await page.getByLabel('Who').selectOption('Putri Dewi')
    await vi.waitFor(async () => expect(await row('Administrator').count()).toBe(0), DEADLINE)
    await row('Putri Dewi took a conversation over').getByRole('link', { name: 'All about it' }).click()
    await page.getByText('Only what was done about one conversation.').waitFor()
    await row('Putri Dewi took a conversation over').getByRole('link', { name: 'Conversation' }).click()
    await page.waitForURL(`${hotel.url}/inbox/${inbox.budi}?view=open`)
  })
})
