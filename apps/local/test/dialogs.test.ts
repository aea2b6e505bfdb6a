import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: dialogs.test.ts, since ${noBrowser}.\n`)

const AWAY = {
  status: 503,
  contentType: 'application/problem+json',
  json: { status: 503, code: 'queue_away', detail: 'The queue does not answer.' },
}

describe.skipIf(noBrowser !== null)('a dialog', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  const dialog = () => page.getByRole('dialog')
  const button = (name: string) => dialog().getByRole('button', { name, exact: true })
  const toast = (text: string) => page.getByRole('status').filter({ hasText: text })
  /** A browser notes each refusal: those were asked for. */
  const forgive = (status: number) => {
    for (const found of inbox.watched.found.splice(0)) expect(found).toContain(`${status}`)
  }
  const focusedLabel = () => page.evaluate<string>('document.activeElement.labels?.[0]?.innerText')

  test('tells itself that a line could not be paused, once, and can be left without', async () => {
    await page.goto(`${hotel.url}/lines`)
    await page.route('**/api/lines/*/pause', (route) => route.fulfill(AWAY))
    await page.getByRole('button', { name: 'Pause default' }).click()
    await button('Pause').click()
    await dialog().getByRole('alert').getByText(AWAY.json.detail).waitFor()
    expect(await toast(AWAY.json.detail).count()).toBe(0)
    expect(await page.evaluate<string>('document.activeElement.innerText')).toBe('Pause')
    await button('Cancel').click()
    await dialog().waitFor({ state: 'detached' })
    forgive(503)
  })

  test('tells itself that a guest could not be checked in', async () => {
    await page.goto(`${hotel.url}/check-ins`)
    await page.route('**/api/check-ins', (route) => route.fulfill(AWAY))
    await page.getByRole('button', { name: 'Check in', exact: true }).click()
    await button('Check in').click()
    await dialog().getByRole('alert').getByText(AWAY.json.detail).waitFor()
    expect(await toast(AWAY.json.detail).count()).toBe(0)
    forgive(503)
  })

  test('tells at its field what is wrong, leads there, and says it no more once it is corrected', async () => {
    await page.goto(`${hotel.url}/people`)
    await page.getByRole('button', { name: 'New operator' }).click()
    await dialog().getByLabel('Name', { exact: true }).fill('Wayan')
    await dialog().getByLabel('User name').fill('way an')
    await dialog().getByLabel('Password').fill('short')
    await button('New operator').click()
    await dialog().getByRole('alert').getByText('At least 10 characters.').waitFor()
    expect(await focusedLabel()).toBe('User name')
    await page.keyboard.type('wayan')
    expect(await dialog().getByRole('alert').count()).toBe(0)
    forgive(400)

    const errors = [{ field: 'role', code: 'invalid', message: 'viewer, agent or admin.' }]
    const json = { status: 400, code: 'invalid', detail: 'No.', errors }
    await page.route('**/api/operators', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 400, contentType: 'application/problem+json', json })
        : route.continue(),
    )
    await button('New operator').click()
    await dialog().getByRole('alert').getByText('viewer, agent or admin.').waitFor()
    expect(await dialog().getByLabel('Role').getAttribute('aria-invalid')).toBe('true')
    expect(await focusedLabel()).toBe('Role')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    forgive(400)
  })

  test('cannot be left while a key is made, nor before somebody says that it is kept', async () => {
    await page.goto(`${hotel.url}/people?part=keys`)
    let answer = () => {}
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/keys', async (route) => {
      if (route.request().method() === 'POST') await held
      await route.continue()
    })
    const leave = async () => {
      for (let time = 0; time < 3; time += 1) await page.keyboard.press('Escape')
      expect(await button('Close').isDisabled()).toBe(true)
    }
    await page.getByRole('button', { name: 'New key' }).click()
    await dialog().getByLabel('What it is for').fill('Night desk')
    await page.keyboard.press('Enter')
    await leave()
    expect(await button('Cancel').isDisabled()).toBe(true)
    answer()
    await dialog().getByText('it is shown this once').waitFor()
    await leave()
    expect(await dialog().getByLabel('Key').inputValue()).not.toBe('')
    await button('I have kept it').click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByRole('listitem').filter({ hasText: 'Night desk' }).waitFor()
  })
})
