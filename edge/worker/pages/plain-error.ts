import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Failure } from '../failure.ts'
import { wordsFor } from './words.ts'

/**
 * The module's own error page: plain, since it stands in somebody else's application and brings no stylesheet.
 *
 * @param back Where the person can go on.
 */
export function renderPlainError(c: Context, { code, status }: Failure, back: string): Response | Promise<Response> {
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
      <p><a href="${back}">Go back to the application</a></p>
      <p><small>${code}</small></p>
    </main>
  </body>
</html>`,
    status,
  )
}
