/**
 * Going through the pages with the keyboard alone: Tab, Space and Enter.
 *
 * @module
 */
import type { Page } from 'playwright-core'

/** More than any page has to stop at. */
const MAX_TAB_PRESSES = 400

/**
 * Presses Tab until the focus is on the first, or with `last` the last, element of this kind, and gives what was wrong on
 * the way: a focus that cannot be seen, or an order that is not that of the page.
 */
export async function tabTo(page: Page, selector: string): Promise<string[]> {
  const issues: string[] = []
  await page.evaluate(forgetLastFocus)
  for (let presses = 0; presses < MAX_TAB_PRESSES; presses++) {
    await page.keyboard.press('Tab')
    const { issue, isThere } = await page.evaluate(inspectFocus, selector)
    if (issue !== undefined) issues.push(issue)
    if (isThere) return issues
  }
  throw new Error(`Cannot reach ${selector} on ${page.url()} with the keyboard`)
}

/** Runs in the page: the order is looked at anew, since every call may begin in the middle of it. */
function forgetLastFocus(): void {
  const memory = globalThis as unknown as { lastFocus: Element | undefined }
  memory.lastFocus = undefined
}

/** Runs in the page. */
function inspectFocus(selector: string): { issue: string | undefined; isThere: boolean } {
  const memory = globalThis as unknown as { lastFocus: Element | undefined }
  const element = document.activeElement
  if (element === null || element === document.body) return { issue: undefined, isThere: false }
  const last = memory.lastFocus
  memory.lastFocus = element
  return { issue: describeFocusIssue(element, last), isThere: element.matches(selector) }

  function describeFocusIssue(element: Element, last: Element | undefined): string | undefined {
    const what = element.outerHTML.slice(0, 80)
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const isMarked = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    if (!isMarked) return `The focus is not to be seen on ${what}`
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + Math.min(height, innerHeight - top) / 2]
    const onTop = document.elementFromPoint(x, y)
    const isOnTop = element.contains(onTop) || onTop?.closest('label')?.contains(element)
    if (isOnTop !== true) return `The focus is out of sight on ${what}`
    if (last === undefined) return undefined
    const follows = (last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
    const before = last.getBoundingClientRect()
    const isBelow = top >= before.top - 1 || left >= before.right - 1
    return follows && isBelow ? undefined : `The focus goes back to ${what}`
  }
}
