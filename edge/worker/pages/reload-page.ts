import type { Context } from 'hono'
import { html } from 'hono/html'
import { refreshHeader } from '../http/navigation.ts'
import type { LocaleTable } from '../i18n/create-locales.ts'
import { negotiateLocale } from '../i18n/language.ts'
import { createErrorLocales } from './error-page.ts'

/**
 * Creates a page that loads itself again at once. The second request comes from the same origin, so the browser sends
 * cookies with `SameSite=Strict`.
 */
export function createReloadPage(
  tables: Readonly<Record<string, LocaleTable | undefined>>,
): (c: Context) => Response | Promise<Response> {
  const locales = createErrorLocales(tables)
  return (c) => {
    const { language: lang, messages } = negotiateLocale(c, locales)
    c.header('Refresh', refreshHeader(c))
    c.header('Vary', 'Accept-Language, Sec-Fetch-Site', { append: true })
    return c.html(html`<!doctype html>
<html lang="${lang}" dir="${messages.layout.direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${messages.actions.continue}</title>
  </head>
  <body>
    <main><p><a href="">${messages.actions.continue}</a></p></main>
  </body>
</html>`)
  }
}
