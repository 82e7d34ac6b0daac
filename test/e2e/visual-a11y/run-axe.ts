/**
 * axe, which finds what makes a page hard to use for people with disabilities.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { toolPath } from '../../scripts/install-tools.ts'

/** What axe reports, as far as it is used here. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
  }[]
  readonly passes: readonly { readonly id: string }[]
}

/** WCAG 2.2, levels A and AA. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Runs axe in a page. Returns a line for each violation, and the rules that axe checked. */
export async function runAxe(page: Page): Promise<{ violations: string[]; checkedRules: string[] }> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // Not as a script of the page, because the page's policy forbids it.
    await page.evaluate(await readFile(toolPath('test/e2e/visual-a11y', 'axe-core/axe.min.js'), 'utf8'))
  }
  const { violations, passes } = await page.evaluate((tags) => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    return axe.run({ runOnly: tags })
  }, STANDARD)
  return {
    violations: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    ),
    checkedRules: [...violations, ...passes].map(({ id }) => id),
  }
}
