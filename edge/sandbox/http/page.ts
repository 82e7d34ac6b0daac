/**
 * What the sandbox's pages have in common.
 *
 * @module
 */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { STYLESHEET_PATH } from './stylesheet.ts'

/** A piece of a page. Texts put into `html` templates are escaped. */
export type Html = ReturnType<typeof html>

// Without `form-action`: Chromium checks every redirect hop of a form post against it, and the hops that follow a
// decision are the application's, at addresses of its own choice.
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What else a page may do that has a script: run it, let it ask the sandbox, and post forms to the sandbox alone. */
const SCRIPT_DIRECTIVES = "; script-src 'self'; connect-src 'self'; form-action 'self'"

const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  // `no-referrer` would make the browser send `Origin: null` with the forms. The path of an access page stays ours.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * The paths of what a page needs beyond the others: a script, and a stylesheet in the place of the usual one. Both together:
 * a page with a script posts forms to the sandbox only.
 */
export interface PageAssets {
  readonly stylesheet: string
  readonly script: string
}

/** Answers a page that says plainly what it is, with `content` under the heading. Only one with `assets` has a script. */
export function renderPage(
  c: Context,
  heading: string,
  content: Html,
  status: ContentfulStatusCode = 200,
  assets?: PageAssets,
): Response | Promise<Response> {
  return c.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – Sandbox</title>
<link rel="stylesheet" href="${assets?.stylesheet ?? STYLESHEET_PATH}">
${
  assets &&
  html`<script src="${assets.script}" defer></script>
`
}</head>
<body>
<p class="sandbox" role="note"><strong>Sandbox: this is not Cronofy</strong></p>
<main>
<h1>${heading}</h1>
${content}
</main>
</body>
</html>
`,
    status,
    {
      ...PAGE_HEADERS,
      'Content-Security-Policy':
        assets === undefined ? CONTENT_SECURITY_POLICY : CONTENT_SECURITY_POLICY + SCRIPT_DIRECTIVES,
    },
  )
}
