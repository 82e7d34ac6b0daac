import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** Renders a text with the application's name in bold. */
export function emphasizeName(text: string, name: string | undefined): Markup {
  if (name === undefined) return html`${text}`
  return html`${text.split(name).map((part, index) => (index === 0 ? part : html`<strong><bdi>${name}</bdi></strong>${part}`))}`
}
