import { html } from 'hono/html'
import { displayName } from '../../../src/shared/display-name.ts'
import type { Html } from './page.ts'

/** Renders a name that users typed, isolated from the text around it. Shows `label` if nothing in the name is visible. */
export function renderName(name: string | undefined, label: string): Html {
  return html`<bdi>${displayName(name) || label}</bdi>`
}
