import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What would keep somebody from using the page as it is shown: axe's findings that are serious or worse. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(`${axe.source}; null`)
  const { violations } = await page.evaluate<Pick<axe.AxeResults, 'violations'>>(
    `axe.run(document, { resultTypes: ['violations'] })`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
