import type { Context } from 'hono'
import { html } from 'hono/html'
import { refreshHeader } from '../http/navigation.ts'
import type { LocaleTable } from '../i18n/create-locales.ts'
import { negotiateLocale } from '../i18n/language.ts'
import { createErrorLocales } from './error-page.ts'
import { renderDocument } from './parts/document.ts'

/**
 * Creates a page that loads itself again at once. The second request comes from the same origin, so the browser sends
 * cookies with `SameSite=Strict`.
 */
export function createReloadPage(
  tables: Readonly<Record<string, LocaleTable | undefined>>,
): (c: Context) => Response | Promise<Response> {
  const locales = createErrorLocales(tables)
  return (c) => {
    const locale = negotiateLocale(c, locales)
    const title = locale.messages.actions.continue
    c.header('Refresh', refreshHeader(c))
    c.header('Vary', 'Accept-Language, Sec-Fetch-Site', { append: true })
    return c.html(renderDocument({ locale, title }, html`<main><p><a href="">${title}</a></p></main>`))
  }
}
