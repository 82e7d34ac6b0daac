/**
 * Going through the pages with the keyboard alone: Tab, Space and Enter.
 *
 * @module
 */
import type { Page } from 'playwright-core'

/** More than any page has to stop at. */
const MAX_STOPS = 400

/**
 * Presses Tab until the focus is on the first, or with `last` the last, element of this kind, and gives what was wrong on
 * the way: a focus that cannot be seen, or an order that is not that of the page.
 */
export async function tabTo(page: Page, selector: string): Promise<string[]> {
  const faults: string[] = []
  await page.evaluate(forget)
  for (let stops = 0; stops < MAX_STOPS; stops++) {
    await page.keyboard.press('Tab')
    const { fault, isThere } = await page.evaluate(lookAtFocus, selector)
    if (fault !== undefined) faults.push(fault)
    if (isThere) return faults
  }
  throw new Error(`Cannot reach ${selector} on ${page.url()} with the keyboard`)
}

/** Runs in the page: the order is looked at anew, since every call may begin in the middle of it. */
function forget(): void {
  const memory = globalThis as unknown as { lastFocus: Element | undefined }
  memory.lastFocus = undefined
}

/** Runs in the page. */
function lookAtFocus(selector: string): { fault: string | undefined; isThere: boolean } {
  const memory = globalThis as unknown as { lastFocus: Element | undefined }
  const element = document.activeElement
  if (element === null || element === document.body) return { fault: undefined, isThere: false }
  const last = memory.lastFocus
  memory.lastFocus = element
  return { fault: describeFault(element, last), isThere: element.matches(selector) }

  function describeFault(element: Element, last: Element | undefined): string | undefined {
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
