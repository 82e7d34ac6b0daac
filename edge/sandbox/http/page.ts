import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

export const STYLESHEET_PATH = '/sandbox/style.css'

/** A part of a page. `html` templates escape the strings in them. */
export type Html = ReturnType<typeof html>

// Without `form-action`: Chromium applies it to every redirect after a form post. A decision redirects to the
// application, whose URL can be any.
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** For pages with a script: they run it, it sends requests to the emulator, and forms post to the emulator only. */
const SCRIPT_DIRECTIVES = "; script-src 'self'; connect-src 'self'; form-action 'self'"

const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  // With `no-referrer`, browsers send `Origin: null` with forms. The path of an access page stays on this origin.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

/** The URL paths of a page's own stylesheet and script. A page with a script posts forms to the emulator only. */
export interface PageAssets {
  readonly stylesheet: string
  readonly script: string
}

/** Renders a page that states what it is, with `content` below the heading. Only a page with `assets` has a script. */
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
<title>${heading} – Emulator</title>
<link rel="stylesheet" href="${assets?.stylesheet ?? STYLESHEET_PATH}">
${
  assets &&
  html`<script src="${assets.script}" defer></script>
`
}</head>
<body>
<p class="sandbox" role="note"><strong>Emulator: this is not Cronofy</strong></p>
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
