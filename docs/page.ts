/**
 * The frame around every page.
 *
 * @module
 */
import { html } from 'hono/html'
import type { Markup } from '../edge/worker/pages/parts/markup.ts'
import { formatPolicy, type Policy } from './headers.ts'
import { APIS, GUIDE, type Page } from './pages.ts'

/** What stands in the frame. */
export interface PageOptions {
  readonly page: Page
  readonly policy: Policy
  /** What it looks like within the frame. */
  readonly stylesheet: string
  /** More for the head of the page. */
  readonly head?: Markup
  /** What is between header and footer. */
  readonly body: Markup
}

/** A page of the guide: its navigation, and its text. */
export function renderGuidePage(page: Page, text: Markup): Markup {
  return html`<div class="columns">
    <nav aria-label="Guide">
      <ul>
        ${GUIDE.map(
          (other) => html`<li>${renderLink(other, page, other.name === 'index' ? 'Overview' : other.title)}</li>
        `,
        )}
      </ul>
    </nav>
    <main id="content" tabindex="-1">
      <h1>${page.title}</h1>
      ${text}
    </main>
  </div>`
}

/** A whole page. */
export function renderPage({ page, policy, stylesheet, head, body }: PageOptions): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${formatPolicy(policy)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="description" content="${page.summary}">
    <title>${page.name === 'index' ? page.title : `${page.title} · Extended Permissions`}</title>
    <link rel="icon" href="icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="frame.css">
    <link rel="stylesheet" href="${stylesheet}">
    ${head ?? ''}
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header>
      <p class="brand"><a href="index.html">Extended Permissions</a></p>
      <nav aria-label="Parts of the site">
        <a class="way" href="index.html"${GUIDE.includes(page) ? html` aria-current="true"` : ''}>Guide</a>
        ${APIS.map((api) => renderLink(api, page, api.title))}
      </nav>
    </header>
    ${body}
  </body>
</html>
`
}

function renderLink({ name }: Page, current: Page, text: string): Markup {
  return html`<a class="way" href="${name}.html"${name === current.name ? html` aria-current="page"` : ''}>${text}</a>`
}
