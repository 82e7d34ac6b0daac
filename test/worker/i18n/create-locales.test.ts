import { expect, test } from 'vitest'
import { createLocales, type LocaleTable } from '../../../edge/worker/i18n/create-locales.ts'
import { de } from '../../../edge/worker/i18n/de.ts'
import { en } from '../../../edge/worker/i18n/en.ts'
import { createWorker, readConfig } from '../../../edge/worker/index.ts'
import { extendedPermissions } from '../../../edge/worker/module.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import { createKeyRing } from '../../../src/index.ts'
import { KEY } from '../../helpers/fixtures.ts'
import { WORKER, workerEnvironment } from '../../helpers/test-env.ts'

const title = (text: string) => ({ home: { title: text } })

test.each([
  ['pt_BR', en, 'messages: "pt_BR" is not a language code'],
  ['', en, 'messages: "" is not a language code'],
  ['en', { hme: { title: 'x' } }, 'messages: "en" has unknown or invalid texts: hme'],
  ['fr', { hme: { title: 'x' } }, 'messages: "fr" has unknown or invalid texts: hme'],
  ['de', { home: { titel: 'x', title: 'y' } }, 'home.titel'],
  ['en-GB', { layout: { position: 'Step' } }, 'layout.position'],
  ['fr', { layout: { signOut: () => 'x' } }, 'layout.signOut'],
  ['de', { home: null }, 'home'],
  ['en', { __proto__: { home: 1 }, toString: 'x' }, 'toString'],
])('createLocales() throws when %j has %.0o: %s', (code, texts, problem) => {
  const messages = { [code]: texts } as unknown as LocaleTable
  expect(() => createLocales(en, { messages })).toThrow(problem)
  const config = readConfig(workerEnvironment())
  expect(() => createWorker({ config, messages })).toThrow(ConfigurationError)
  expect(() => createWorker({ config, locales: messages })).toThrow(problem.replace(/^messages/, 'locales'))
})

test('createLocales() reports every problem of every table at once', () => {
  const invalid = { layout: { signOut: 1 } } as never
  const create = () => createLocales(en, { locales: { fr: invalid }, messages: { 'x y': {} } })
  expect(create).toThrow(/locales: "fr" has [\s\S]*messages: "x y" is not/)
})

test('extendedPermissions() throws when a text of its error page is unknown or invalid', () => {
  const create = (locales: LocaleTable) =>
    extendedPermissions({
      redirectUri: `${WORKER}/permissions/return`,
      allowedReturnUrls: [`${WORKER}/settings`],
      keys: createKeyRing([KEY]),
      getAccount: () => null,
      locales,
    })
  expect(() => create({ fr: { errors: { none: 'x' } } } as LocaleTable)).toThrow('locales: "fr" has')
  expect(() => create({ de })).not.toThrow()
})

test('createLocales() replaces single texts', () => {
  const languages = createLocales(en, { locales: { de }, messages: { de: title('Neu') } })
  const german = createLocales(en, { locales: { de } })['de']
  expect(languages['de']).toEqual({ ...german, home: { ...german?.home, title: 'Neu' } })
  expect(de.home?.title).not.toBe('Neu')
})

test('createLocales() replaces a single text of two that belong together', () => {
  const messages = { en: { outcome: { granted: { title: 'Yes' } } } }
  expect(createLocales(en, { messages }).en.outcome.granted).toEqual({ ...en.outcome.granted, title: 'Yes' })
})

test('createLocales() takes texts that a language lacks from the language that it belongs to, in any order', () => {
  const messages = {
    'pt-BR': { actions: { tryAgain: 'De novo' } },
    pt: { home: { title: 'Um' } },
    'de-AT': title('Servus'),
  }
  const languages = createLocales(en, { locales: { de }, messages })
  expect(languages['pt-br']).toMatchObject({ home: { title: 'Um' }, actions: { tryAgain: 'De novo' } })
  expect(languages['de-at']).toMatchObject({ home: { title: 'Servus', steps: de.home?.steps } })
})

test('createLocales() takes texts that a language lacks from English, one by one', () => {
  const messages = { fr: { errors: { notFound: { title: 'Page introuvable' } } } }
  expect(createLocales(en, { messages })['fr']).toEqual({
    ...en,
    errors: { ...en.errors, notFound: { title: 'Page introuvable', text: en.errors.notFound.text } },
  })
  expect(createLocales(en, { messages: { fr: {} } })['fr']).toEqual(en)
  expect(createLocales(en, { locales: undefined })).toEqual({ en })
})
