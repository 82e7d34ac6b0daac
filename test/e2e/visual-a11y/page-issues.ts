/**
 * What is wrong with a page as it is shown: what axe finds, what does not fit, and what is cut off.
 *
 * @module
 */
import type { Page } from 'playwright-core'
import { runAxe } from './run-axe.ts'

/** Looks for faults; none is how it should be. */
export async function findPageIssues(page: Page): Promise<string[]> {
  const { violations, checkedRules } = await runAxe(page)
  // A page on which nothing was looked at would be without fault too.
  const uncheckedRules = ['document-title', 'html-has-lang', 'color-contrast'].filter(
    (rule) => !checkedRules.includes(rule),
  )
  return [
    ...violations,
    ...uncheckedRules.map((rule) => `axe did not look at ${rule}`),
    ...(await page.evaluate(findLayoutIssues)),
  ]
}

/** Runs in the page. */
function findLayoutIssues(): string[] {
  const issues: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > innerWidth) issues.push(`scrolls sideways: ${root.scrollWidth} of ${innerWidth} px`)
  const headings = document.querySelectorAll('h1').length
  if (headings !== 1) issues.push(`has ${headings} first headings`)
  if (document.querySelector('main') === null) issues.push('has no main part')
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const style = getComputedStyle(element)
    const { left, right, width } = element.getBoundingClientRect()
    // What is there for screen readers alone is a pixel wide on purpose.
    // A shape of an SVG has no text at all.
    if (width <= 1 || style.visibility === 'hidden' || !element.innerText) continue
    const what = `<${element.localName}> ${element.innerText.slice(0, 40)}`
    const hidesX = ['hidden', 'clip'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    const hidesY = ['hidden', 'clip'].includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1
    if (style.display !== 'inline' && (hidesX || hidesY)) issues.push(`is cut off: ${what}`)
    if ((left < -1 || right > innerWidth + 1) && !isInScroller(element)) issues.push(`sticks out: ${what}`)
  }
  return [...issues, ...findOverlaps()]

  /** Words that lie on each other, as far as they lie still: what stays in sight lies on what scrolls. */
  function findOverlaps(): string[] {
    const words: { text: string; box: DOMRect; parent: Element }[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement
      if (parent === null || node.nodeValue?.trim() === '' || !parent.checkVisibility() || isFloating(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) {
        if (box.width > 1 && parent.getBoundingClientRect().width > 1)
          words.push({ text: node.nodeValue ?? '', box, parent })
      }
    }
    words.sort((a, b) => a.box.top - b.box.top)
    const found: string[] = []
    words.forEach((one, index) => {
      for (const other of words.slice(index + 1)) {
        if (other.box.top > one.box.bottom - 3) break
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top
        if (across > 1 && down > 3 && one.parent !== other.parent)
          found.push(`lie on each other: ${one.text.trim().slice(0, 30)} and ${other.text.trim().slice(0, 30)}`)
      }
    })
    return found
  }

  function isFloating(element: Element): boolean {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { position, overflowX, overflowY } = getComputedStyle(at)
      if (['sticky', 'fixed', 'absolute'].includes(position)) return true
      if ([overflowX, overflowY].some((overflow) => ['auto', 'scroll'].includes(overflow))) return true
    }
    return false
  }

  function isInScroller(element: Element): boolean {
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(above).overflowX)) return true
    }
    return false
  }
}
