import { html } from 'hono/html'
import type { Locale } from '../../i18n/language.ts'
import type { ErrorMessages } from '../../i18n/messages.ts'
import type { Markup } from './markup.ts'

/** Renders an HTML document in the language of `locale`. */
export function renderDocument(
  { locale, title, head = '' }: { locale: Locale<ErrorMessages>; title: string; head?: Markup | string },
  body: Markup,
): Markup {
  return html`<!doctype html>
<html lang="${locale.language}" dir="${locale.messages.layout.direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    ${head}
  </head>
  <body>
    ${body}
  </body>
</html>`
}
