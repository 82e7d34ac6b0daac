import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Failure } from '../failure.ts'
import { wordsFor } from './words.ts'

/**
 * The module's own error page: plain, since it stands in somebody else's application and brings no stylesheet.
 *
 * @param returnTo Where the flow was to end.
 */
export function renderPlainError(
  c: Context,
  { code, status }: Failure,
  returnTo: string,
): Response | Promise<Response> {
  const { title, text } = wordsFor(code)
  return c.html(
    html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="${returnTo}">Go back to the application</a></p>
      ${
        // Whoever signs in meanwhile, in another tab say, finds the same step here. An empty address is this page's own.
        c.req.method === 'GET' && code === 'signed_out' ? html`<p><a href="">Try again</a></p>` : ''
      }
      <p><small>${code}</small></p>
    </main>
  </body>
</html>`,
    status,
  )
}
