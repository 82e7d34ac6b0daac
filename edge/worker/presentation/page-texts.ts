import type { Context } from 'hono'
import type { PageTexts } from '../../../src/handler/errors/error-page.ts'
import { createLocales, type LocaleTable } from '../i18n/create-locales.ts'
import { enErrors } from '../i18n/en.ts'
import { negotiateLocale } from '../i18n/language.ts'
import type { DeepPartial, ErrorMessages, PartialMessages } from '../i18n/messages.ts'

/**
 * Creates a function that chooses the texts of the pages that appear inside another application, by `Accept-Language`.
 *
 * @param tables Texts over English, by the name of the option that each table comes from.
 * @throws {ConfigurationError} reports every invalid language code and every unknown or invalid text
 */
export function createPageTexts(tables: Readonly<Record<string, LocaleTable | undefined>>): (c: Context) => PageTexts {
  const errorTables = Object.entries(tables).map(([option, table = {}]) => [option, pickFromTable(table)] as const)
  const locales = createLocales(enErrors, Object.fromEntries(errorTables))
  return (c) => {
    const { language, messages } = negotiateLocale(c, locales)
    const { layout, actions, errors } = messages
    const { toApplication, tryAgain, continue: continueLabel } = actions
    return { language, direction: layout.direction, toApplication, tryAgain, continue: continueLabel, errors }
  }
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
