import { html, raw } from 'hono/html'
import type { Markup } from './markup.ts'

/** What a page says at a glance. */
export type PageStatus = 'granted' | 'partial' | 'rejected' | 'unconfirmed' | 'error'

/**
 * Each status has a shape of its own, so that users can tell them apart without color: a full circle with a check mark, a half-full
 * circle, a square with a cross, a dashed circle with dots, and a triangle with an exclamation mark.
 */
const SHAPES: Readonly<Record<PageStatus, string>> = {
  granted: '<circle class="full" cx="20" cy="20" r="18"/><path class="on-full" d="m12 20.5 5.5 5.5L28.5 14"/>',
  partial: '<circle cx="20" cy="20" r="16.5"/><path class="full" d="M20 3.5a16.5 16.5 0 0 0 0 33z"/>',
  rejected: '<rect x="4" y="4" width="32" height="32" rx="6"/><path d="m13.5 13.5 13 13m0-13-13 13"/>',
  unconfirmed: '<circle class="dashed" cx="20" cy="20" r="16.5"/><path class="dots" d="M12 20h0m8 0h0m8 0h0"/>',
  error: '<path d="M20 5 37 35H3z"/><path d="M20 16v9m0 5h0"/>',
}

/** Renders the shape. The title of the page says the same in words. */
export function renderStatusMark(status: PageStatus): Markup {
  return html`<svg class="mark ${status}" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">${raw(SHAPES[status])}</svg>`
}
