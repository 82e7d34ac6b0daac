/**
 * What is wrong with a page as it is shown: what axe finds, what does not fit, and what is cut off.
 *
 * @module
 */
import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2, levels A and AA. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Looks for faults; none is how it should be. */
export async function findPageFaults(page: Page): Promise<string[]> {
  const { found, seen } = await runAxe(page)
  // A page on which nothing was looked at would be without fault too.
  const unseen = ['document-title', 'html-has-lang', 'color-contrast'].filter((rule) => !seen.includes(rule))
  return [...found, ...unseen.map((rule) => `axe did not look at ${rule}`), ...(await page.evaluate(findMisfits))]
}

async function runAxe(page: Page): Promise<{ found: string[]; seen: string[] }> {
  // Not through a script of the page: its policy lets nobody add one.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const { violations, passes } = (await page.evaluate(
    (tags) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: tags }),
    STANDARD,
  )) as AxeResults
  return {
    found: violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    ),
    seen: [...violations, ...passes].map(({ id }) => id),
  }
}

/** Runs in the page. */
function findMisfits(): string[] {
  const faults: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > innerWidth) faults.push(`scrolls sideways: ${root.scrollWidth} of ${innerWidth} px`)
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) faults.push(`has ${headings} first headings`)
  if (document.querySelector('main') === null) faults.push('has no main part')
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const style = getComputedStyle(element)
    const { left, right, width } = element.getBoundingClientRect()
    // What is there for screen readers alone is a pixel wide on purpose.
    if (width <= 1 || style.visibility === 'hidden' || element.innerText === '') continue
    const what = `<${element.localName}> ${element.innerText.slice(0, 40)}`
    const hidesX = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    const hidesY = ['hidden', 'clip'].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1
    if (style.display !== 'inline' && (hidesX || hidesY)) faults.push(`is cut off: ${what}`)
    if ((left < -1 || right > innerWidth + 1) && !isInScroller(element)) faults.push(`sticks out: ${what}`)
  }
  return faults

  function isInScroller(element: Element): boolean {
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(above).overflowX)) return true
    }
    return false
  }
}
