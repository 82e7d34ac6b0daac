import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Failure } from '../errors/error-status.ts'
import { germanFailures } from '../i18n/de.ts'
import { englishFailures } from '../i18n/en.ts'
import { wordsFor } from '../i18n/error-messages.ts'
import { chooseLanguage, type Languages } from '../i18n/language.ts'
import type { FailureTexts } from '../i18n/messages.ts'

const LANGUAGES: Languages<FailureTexts> = { en: englishFailures, de: germanFailures }

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
  const { code: language, texts } = chooseLanguage(c, LANGUAGES)
  const { title, text } = wordsFor(code, texts)
  c.header('Vary', 'Accept-Language', { append: true })
  return c.html(
    html`<!doctype html>
<html lang="${language}" dir="${texts.frame.direction}">
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
      <p><a href="${returnTo}">${texts.ways.toApplication}</a></p>
      ${
        // Whoever signs in meanwhile, in another tab say, finds the same step here. An empty address is this page's own.
        c.req.method === 'GET' && code === 'signed_out' ? html`<p><a href="">${texts.ways.tryAgain}</a></p>` : ''
      }
      <p><small>${code}</small></p>
    </main>
  </body>
</html>`,
    status,
  )
}
