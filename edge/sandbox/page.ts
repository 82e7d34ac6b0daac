/**
 * What the sandbox's pages have in common.
 *
 * @module
 */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A piece of a page. Texts put into `html` templates are escaped. */
export type Html = ReturnType<typeof html>

/** Where `stylesheet` is served. */
export const STYLESHEET_PATH = '/sandbox/style.css'

// Without `form-action`: Chromium checks every redirect hop of a form post against it, and the hops that follow a
// decision are the application's, at addresses of its own choice.
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"

/** What else a page may do that has a script: run it, let it ask the sandbox, and post forms to the sandbox alone. */
const SCRIPT_POLICY = "; script-src 'self'; connect-src 'self'; form-action 'self'"

const HEADERS = {
  'Cache-Control': 'no-store',
  // `no-referrer` would make the browser send `Origin: null` with the forms. The path of an access page stays ours.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}

/** The paths of what a page needs beyond the others. Both together: a page with a script posts forms to the sandbox only. */
export interface Extras {
  readonly stylesheet: string
  readonly script: string
}

/** Answers a page that says plainly what it is, with `content` under the heading. Only one with `extras` has a script. */
export function renderPage(
  c: Context,
  heading: string,
  content: Html,
  status: ContentfulStatusCode = 200,
  extras?: Extras,
): Response | Promise<Response> {
  return c.html(
    html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – Sandbox</title>
<link rel="stylesheet" href="${STYLESHEET_PATH}">
${
  extras &&
  html`<link rel="stylesheet" href="${extras.stylesheet}">
<script src="${extras.script}" defer></script>
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
    { ...HEADERS, 'Content-Security-Policy': extras === undefined ? POLICY : POLICY + SCRIPT_POLICY },
  )
}

/** The stylesheet of every page: light and dark, down to 320 px. */
export const stylesheet = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1b22, #ececf2);
  --paper: light-dark(#ffffff, #17171c);
  --quiet: light-dark(#5a5a68, #a9a9b8);
  --line: light-dark(#8a8a98, #7a7a8a);
  --focus: light-dark(#1d4ed8, #93b4ff);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.sandbox { margin: 0; padding: .75rem 1rem; background: repeating-linear-gradient(-45deg, #ffd84d 0 1rem, #ffe27a 1rem 2rem); color: #1b1b22; font-size: 1.125rem; text-align: center; }
main { max-width: 36rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2, legend { font-size: 1.125rem; font-weight: 600; }
ul { padding: 0; list-style: none; }
li { margin: .5rem 0; }
small { color: var(--quiet); }
code { font-size: .9375em; }
label { display: flex; gap: .75rem; align-items: start; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; }
label input { flex: none; width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; }
label span { min-width: 0; }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
legend { padding: 0; }
small { display: block; }
button { display: block; width: 100%; min-height: 2.75rem; padding: .625rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: inherit; font: inherit; text-align: start; cursor: pointer; }
.actions { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(10rem, 100%), 1fr)); gap: .75rem; margin-top: 1.5rem; }
.actions button { text-align: center; font-weight: 600; }
button:hover, label:hover { border-color: var(--focus); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`
