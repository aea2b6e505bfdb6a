import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { noBrowser } from './open-browser.ts'
import type { TestHotel } from './open-hotel.ts'
import { BUDIS_NAME, DEADLINE, openInbox, type OpenInbox } from './open-inbox.ts'

if (noBrowser !== null) process.stderr.write(`Skipped: template-picker.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a template, in a reply,', () => {
  let inbox: OpenInbox
  let hotel: TestHotel
  let page: Page
  let asked = 0

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ hotel, page } = inbox)
    const make = (name: string, text: string) => hotel.api('POST', '/api/templates', { name, text })
    await make('Breakfast', 'From 7 to 10, {name}.')
    await make('Wi-Fi', 'The password is {room}{room}.')
    await make('Weekend', 'Live music on Saturday.')
    await make('Key', '{NAME}, the code of {Room} is {code}.')
    page.on('request', (request) => {
      if (request.url().endsWith('/api/templates')) asked += 1
    })
  }, 90_000)
  afterAll(() => inbox?.close())
  beforeEach(async () => {
    await page.goto(`${hotel.url}/inbox/${inbox.budi}?view=open`)
    await page.locator('#reply').waitFor()
    asked = 0
  })
  afterEach(async () => {
    await page.fill('#reply', '')
    await inbox.expectNoTrouble()
  })

  const options = () => page.getByRole('listbox', { name: 'Templates' }).getByRole('option')
  const isChosen = (name: string) => page.getByRole('option', { name, selected: true }).waitFor()
  const written = () => page.inputValue('#reply')
  const sent = () => hotel.waha.sent.map(({ text }) => text)

  test('is found by a slash and its name, filled in, and not sent before Enter is pressed again', async () => {
    await page.keyboard.press('r')
    expect(asked).toBe(0)
    await page.keyboard.type('/')
    await vi.waitFor(async () => expect(await options().count()).toBe(4), DEADLINE)
    await isChosen('Breakfast')
    await page.keyboard.press('ArrowDown')
    await isChosen('Key')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await isChosen('Wi-Fi')
    await page.keyboard.type('we')
    await vi.waitFor(async () => expect(await options().count()).toBe(1), DEADLINE)
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await page.keyboard.type('WI')
    await isChosen('Wi-Fi')
    await page.keyboard.press('Enter')
    expect(await written()).toBe('The password is 204204.')
    expect(await options().count()).toBe(0)
    await page.keyboard.type(' Enjoy!')
    expect(sent()).not.toContain('The password is 204204.')
    await page.keyboard.press('Enter')
    await vi.waitFor(() => expect(sent().at(-1)).toBe('The password is 204204. Enjoy!'), DEADLINE)
  })

  test('comes from the button too, to where the caret stands', async () => {
    await page.fill('#reply', 'Good morning.  See you!')
    await page.locator('#reply').press('Home')
    for (const _letter of 'Good morning. ') await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Templates' }).click()
    const search = page.getByRole('combobox', { name: 'Search templates by name' })
    await search.fill('break')
    await isChosen('Breakfast')
    await search.press('Enter')
    expect(await written()).toBe(`Good morning. From 7 to 10, ${BUDIS_NAME}. See you!`)
    await page.keyboard.type('*')
    expect(await written()).toContain(`${BUDIS_NAME}.* See`)

    await page.getByRole('button', { name: 'Templates' }).click()
    await page.keyboard.press('Escape')
    expect(await options().count()).toBe(0)
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('reply')
  })

  test('leaves alone what only looks like a name: after Escape it is sent as it was written', async () => {
    await page.focus('#reply')
    await page.keyboard.type('/end')
    await isChosen('Weekend')
    await page.keyboard.press('Escape')
    expect(await written()).toBe('/end')
    expect(await options().count()).toBe(0)
    await page.keyboard.press('Enter')
    await vi.waitFor(() => expect(sent().at(-1)).toBe('/end'), DEADLINE)
  })

  test('is never sent by its name, however fast that is typed', async () => {
    const before = sent().length
    await page.route('**/api/templates', async (route) => {
      await vi.waitFor(async () => expect(await written()).toBe('/breakfats'), DEADLINE)
      await route.continue()
    })
    await page.focus('#reply')
    await page.keyboard.type('/breakfats')
    await page.keyboard.press('Enter')
    await page.getByText('No template of that name.').waitFor()
    await page.keyboard.press('Enter')
    expect(await written()).toBe('/breakfats')
    expect(sent()).toHaveLength(before)
    await page.unroute('**/api/templates')
  })

  test('warns of what nothing was filled in for, until it is gone', async () => {
    await page.focus('#reply')
    await page.keyboard.type('/key')
    await isChosen('Key')
    await page.keyboard.press('Enter')
    expect(await written()).toBe(`${BUDIS_NAME}, the code of 204 is {code}.`)
    await page.getByRole('status').getByText('The guest will read {code} as it stands here.').waitFor()
    await page.fill('#reply', 'The code is 1234.')
    await page.getByText('The guest will read').waitFor({ state: 'detached' })
  })

  test('is picked with a finger on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 780 })
    await page.getByRole('button', { name: 'Templates' }).click()
    await options().filter({ hasText: 'Weekend' }).click()
    expect(await written()).toBe('Live music on Saturday.')
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    await page.setViewportSize({ width: 1100, height: 900 })
  })
})
