/**
 * The error page of the module and of the service. It has no stylesheet, because it appears inside another application.
 *
 * @module
 */
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { PublicError } from '../errors/error-status.ts'
import { createLocales, type LocaleTable } from '../i18n/create-locales.ts'
import { enErrors } from '../i18n/en.ts'
import { errorMessage } from '../i18n/error-messages.ts'
import { type Locales, negotiateLocale } from '../i18n/language.ts'
import type { DeepPartial, ErrorMessages, PartialMessages } from '../i18n/messages.ts'
import { renderDocument } from './parts/document.ts'

/** Responds with an error page that links to `returnTo`. */
export type RenderErrorPage = (c: Context, error: PublicError, returnTo: string) => Response | Promise<Response>

/**
 * Creates the error page.
 *
 * @param tables Texts over English, by the name of the option that each table comes from.
 * @throws {ConfigurationError} reports every invalid language code and every unknown or invalid text
 */
export function createErrorPage(tables: Readonly<Record<string, LocaleTable | undefined>>): RenderErrorPage {
  const locales = createErrorLocales(tables)
  return (c, { code, status }, returnTo) => {
    const locale = negotiateLocale(c, locales)
    const { messages } = locale
    const { title, text } = errorMessage(code, messages)
    c.header('Vary', 'Accept-Language', { append: true })
    return c.html(
      renderDocument(
        { locale, title },
        html`<main>
      <h1>${title}</h1>
      <p role="alert">${text}</p>
      <p><a href="${returnTo}">${messages.actions.toApplication}</a></p>
      ${
        // A user who has signed in in another tab can repeat this step. An empty URL is the page itself.
        c.req.method === 'GET' && code === 'not_signed_in'
          ? html`<p><a href="">${messages.actions.tryAgain}</a></p>`
          : ''
      }
      <p><small>${code}</small></p>
    </main>`,
      ),
      status,
    )
  }
}

/** The languages of the pages that appear inside another application. */
export function createErrorLocales(tables: Readonly<Record<string, LocaleTable | undefined>>): Locales<ErrorMessages> {
  const errorTables = Object.entries(tables).map(([option, table = {}]) => [option, pickFromTable(table)] as const)
  return createLocales(enErrors, Object.fromEntries(errorTables))
}

/** A table with the texts of an error page only, because the bundle may lack the other English ones. */
function pickFromTable(table: LocaleTable): LocaleTable<ErrorMessages> {
  return Object.fromEntries(Object.entries(table).map(([tag, messages]) => [tag, pickErrorMessages(messages)]))
}

function pickErrorMessages(messages: PartialMessages): DeepPartial<ErrorMessages> {
  const { layout, actions, errors } = messages
  return {
    ...(layout !== undefined && { layout }),
    ...(actions !== undefined && { actions }),
    ...(errors !== undefined && { errors }),
  }
}
