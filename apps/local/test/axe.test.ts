import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { newId } from '@bellhop/store'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noBrowser } from './open-browser.ts'
import { BUDI, openInbox, type OpenInbox } from './open-inbox.ts'

const WIDTHS = [1280, 390]
const PATHS = [
  '/inbox?view=open',
  '/inbox/:session',
  '/check-ins',
  '/unmatched',
  '/set-aside',
  '/lines',
  '/templates',
  '/people',
  '/people?part=keys',
  '/people?part=audit',
  '/account',
]
const SEVERE: ReadonlySet<unknown> = new Set(['serious', 'critical'])

interface Violation {
  id: string
  impact: string
  nodes: { html: string; failureSummary: string }[]
}

if (noBrowser !== null) process.stderr.write(`Skipped: axe.test.ts, since ${noBrowser}.\n`)

describe.skipIf(noBrowser !== null)('a page', () => {
  let inbox: OpenInbox
  let page: Page
  let axe: string

  beforeAll(async () => {
    inbox = await openInbox()
    ;({ page } = inbox)
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    await fill()
  }, 90_000)
  afterAll(() => inbox?.close())
  afterEach(() => inbox.expectNoTrouble())

  /** One of everything that a page may have to show. */
  async function fill(): Promise<void> {
    const { hotel, budi } = inbox
    await hotel.waha.guest('081299999999').writes('is there a room?')
    await hotel.api('POST', '/api/lines/default/pause', { reason: 'test' })
    await hotel.api('POST', `/api/sessions/${budi}/messages`, { text: 'soon', role: 'Staff' })
    const message = {
      line: 'default',
      chatId: '6281234500001@c.us',
      phone: BUDI,
      sessionId: budi,
      text: 'odd',
      claimedAt: new Date(),
    }
    await hotel.store.prisma.message.createMany({
      data: [
        {
          ...message,
          id: newId(),
          direction: 'outbound',
          role: 'Staff',
          kind: 'staff_reply',
          fromMe: true,
          status: 'unknown',
          error: 'timeout',
          claimToken: newId(),
        },
        {
          ...message,
          id: newId(),
          direction: 'inbound',
          role: 'User',
          kind: 'text',
          fromMe: false,
          status: 'set_aside',
          error: 'cannot be applied',
          attempts: 5,
        },
      ],
    })
    await hotel.store.prisma.quarantinedEvent.create({
      data: { id: newId(), eventKey: 'k', raw: Buffer.from('{'), reason: 'malformed JSON', line: 'default' },
    })
  }

  async function findSevere(): Promise<string[]> {
    await page.evaluate(axe)
    const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)')
    return violations
      .filter(({ impact }) => SEVERE.has(impact))
      .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
  }

  test.for(PATHS)(
    '%s keeps nobody out: axe finds nothing serious, wide and narrow, light and dark',
    async (path) => {
      for (const width of WIDTHS) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 844 })
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          await page.goto(inbox.hotel.url + path.replace(':session', inbox.budi))
          await page.getByText('Live', { exact: true }).first().waitFor({ state: 'attached' })
          await page.getByText('Loading …').first().waitFor({ state: 'detached' })
          expect(await findSevere(), `${width} ${colorScheme}`).toEqual([])
          const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
          expect(overflow, `${width}: wider than the screen`).toBe(0)
        }
      }
    },
  )
})
