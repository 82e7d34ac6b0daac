import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PublicError } from '../errors/error-status.ts'
import { deErrors } from '../i18n/de.ts'
import { enErrors } from '../i18n/en.ts'
import { errorMessage } from '../i18n/error-messages.ts'
import { type Locales, negotiateLocale } from '../i18n/language.ts'
import type { ErrorMessages } from '../i18n/messages.ts'

const ERROR_LOCALES: Locales<ErrorMessages> = { en: enErrors, de: deErrors }

/**
 * The module's own error page: plain, since it stands in somebody else's application and brings no stylesheet.
 *
 * @param returnTo Where the flow was to end.
 */
export function renderErrorPage(
  c: Context,
  { code, status }: PublicError,
  returnTo: string,
): Response | Promise<Response> {
  const { language: lang, messages } = negotiateLocale(c, ERROR_LOCALES)
  const { title, text } = errorMessage(code, messages)
  c.header('Vary', 'Accept-Language', { append: true })
  return c.html(
    html`<!doctype html>
<html lang="${lang}" dir="${messages.layout.direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p role="alert">${text}</p>
      <p><a href="${returnTo}">${messages.actions.toApplication}</a></p>
      ${
        // Whoever signs in meanwhile, in another tab say, finds the same step here. An empty address is this page's own.
        c.req.method === 'GET' && code === 'not_signed_in'
          ? html`<p><a href="">${messages.actions.tryAgain}</a></p>`
          : ''
      }
      <p><small>${code}</small></p>
    </main>
  </body>
</html>`,
    status,
  )
}
