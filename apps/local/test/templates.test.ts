import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'
import { goToKnown } from './open-viewer.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: templates.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a template', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
    const make = (name: string, text: string) => hotel.api('POST', '/api/templates', { name, text })
    await make('Wi-Fi', 'It is {room}{room}.')
    await make('Late check-out', 'Until 2 pm.')
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const row = (name: string) => page.getByRole('listitem').filter({ hasText: name })

  describe('on its page', () => {
    beforeEach(async () => {
      await page.goto(`${hotel.url}/templates`)
    })

    test('is written with what a guest will read before the eyes, found by its name, and changed', async () => {
      await button('New template').click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Name', { exact: true }).fill('wi-fi')
      await dialog.getByLabel('Text').fill('Breakfast is from 7, ')
      await dialog.getByRole('button', { name: 'Guest’s name' }).click()
      await page.keyboard.type('!')
      await dialog.getByText('Breakfast is from 7, Budi Santoso!').waitFor()
      await button('Save').click()
      await dialog.getByRole('alert').getByText('There is a template of that name.').waitFor()
      expect(inbox.watched.found.splice(0)).toEqual([expect.stringContaining('409')])
      await dialog.getByLabel('Name', { exact: true }).fill('Breakfast')
      await button('Save').click()
      await row('Breakfast is from 7, {name}!').waitFor()

      await page.getByRole('searchbox', { name: 'Search by name' }).fill('brea')
      await vi.waitFor(async () => expect(await row('Wi-Fi').count()).toBe(0), DEADLINE)
      await button('Edit Breakfast').click()
      await dialog.getByLabel('Text').fill('From 8, {name}.')
      await button('Save').click()
      await row('From 8, {name}.').waitFor()
      await page.getByRole('searchbox', { name: 'Search by name' }).fill('spa')
      await page.getByText('No template is called “spa”.').waitFor()
    })

    test('warns of what looks like a placeholder and is none, and takes it all the same', async () => {
      await button('New template').click()
      const dialog = page.getByRole('dialog')
      const warning = dialog.getByRole('status').filter({ hasText: 'Only {name} and {room} are filled in.' })
      await dialog.getByLabel('Name', { exact: true }).fill('Code')
      await dialog.getByLabel('Text').fill('{NAME}, in {Room} it is {wifi}.')
      await dialog.getByText('Budi Santoso, in 204 it is {wifi}.').waitFor()
      expect(await warning.innerText()).toContain('A guest reads {wifi} as it stands here.')
      await dialog.getByLabel('Text').fill('{NAME}, in {Room} it is open.')
      await warning.waitFor({ state: 'detached' })
      await dialog.getByLabel('Text').fill('It is {wifi}.')
      await button('Save').click()
      await row('It is {wifi}.').waitFor()
    })

    test('is deleted unless that is undone within five seconds', async () => {
      await page.clock.install()
      await page.reload()
      await button('Delete Breakfast').focus()
      await page.keyboard.press('Enter')
      await row('Breakfast').getByText('Deleted in a moment').waitFor()
      await page.keyboard.press('Enter')
      await page.clock.fastForward(6_000)
      await button('Delete Breakfast').click()
      await page.clock.fastForward(6_000)
      await vi.waitFor(async () => expect(await row('Breakfast').count()).toBe(0), DEADLINE)
      const left = (await hotel.api('GET', '/api/templates')).body['items']
      expect(left).toMatchObject([{ name: 'Code' }, { name: 'Late check-out' }, { name: 'Wi-Fi' }])
      await page.clock.resume()
    })

    test('is only read by whoever may only look', async () => {
      await page.route('**/api/me', (route) => route.fulfill({ json: { rights: ['read'] } }))
      await goToKnown(page, `${hotel.url}/templates`)
      await row('Wi-Fi').waitFor()
      for (const name of ['New template', 'Edit Wi-Fi', 'Delete Wi-Fi'])
        expect(await button(name).count(), name).toBe(0)
      await page.unroute('**/api/me')
    })
  })
})
