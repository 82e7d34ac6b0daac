import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { de } from '../../../edge/worker/i18n/de.ts'
import { en } from '../../../edge/worker/i18n/en.ts'
import { BUILT_IN_LOCALES, createLocales, negotiateLocale } from '../../../edge/worker/i18n/language.ts'
import type { PartialMessages } from '../../../edge/worker/i18n/messages.ts'
import { ConfigurationError } from '../../../src/errors.ts'
import { createStage } from '../../helpers/test-env.ts'

async function choose(header: string | undefined, languages = BUILT_IN_LOCALES) {
  const app = new Hono().get('/', (c) => {
    const { language, tag } = negotiateLocale(c, languages)
    return c.json([language, tag])
  })
  const response = await app.request('/', header === undefined ? {} : { headers: { 'accept-language': header } })
  return response.json()
}

describe('chooseLanguage()', () => {
  test.each([
    [undefined, 'en', 'en'],
    ['', 'en', 'en'],
    ['*', 'en', 'en'],
    ['fr', 'en', 'en'],
    [';;,=q', 'en', 'en'],
    ['de;q=0', 'en', 'en'],
    ['x'.repeat(5000), 'en', 'en'],
    ['de', 'de', 'de'],
    ['DE-at', 'de', 'DE-at'],
    ['de-CH-1996', 'de', 'de'],
    ['de-u-nu-nonsense-a-b', 'de', 'de'],
    ['en-GB,de', 'en', 'en-GB'],
    ['en;q=0.4, de;q=0.5', 'de', 'de'],
    ['fr, de;q=0.1', 'de', 'de'],
    ['fr;q=1, en;q=0.8, de;q=0.9', 'de', 'de'],
    ['de;q=0, en;q=0.1', 'en', 'en'],
  ])('takes %j for %s, with numbers as in %s', async (header, code, locale) => {
    expect(await choose(header)).toEqual([code, locale])
    expect(() => new Intl.NumberFormat(locale)).not.toThrow()
  })

  test('knows the languages that an application adds, the closest first', async () => {
    const languages = createLocales({ fr: en, 'pt-BR': en })
    expect(await choose('fr-CA', languages)).toEqual(['fr', 'fr-CA'])
    expect(await choose('pt-BR', languages)).toEqual(['pt-br', 'pt-BR'])
    expect(await choose('pt', languages)).toEqual(['en', 'en'])
  })
})

describe('createLocales()', () => {
  const title = (text: string) => ({ home: { title: text } })

  test('replaces single texts', () => {
    const languages = createLocales({ de: title('Neu') })
    expect(languages['de']).toEqual({ ...de, home: { ...de.home, title: 'Neu' } })
    expect(BUILT_IN_LOCALES['de']).toBe(de)
  })

  test('replaces a single text of two that belong together', () => {
    const some = { outcome: { granted: { title: 'Yes' } } } as unknown as PartialMessages
    expect(createLocales({ en: some }).en.outcome.granted).toEqual({ ...en.outcome.granted, title: 'Yes' })
  })

  test('takes what a language leaves out from the one that it belongs to, whatever comes first', () => {
    const languages = createLocales({
      'pt-BR': { actions: { tryAgain: 'De novo' } },
      pt: { ...en, ...title('Um'), home: { ...en.home, title: 'Um' } },
      'de-AT': title('Servus'),
    })
    expect(languages['pt-br']).toMatchObject({ home: { title: 'Um' }, actions: { tryAgain: 'De novo' } })
    expect(languages['de-at']).toMatchObject({ home: { title: 'Servus', steps: de.home.steps } })
  })

  test.each([
    ['pt_BR', en, '"pt_BR" is no language'],
    ['', en, '"" is no language'],
    ['fr', {}, '"fr" lacks layout.direction, layout.sandbox,'],
    ['fr', { ...en, outcome: { ...en.outcome, partial: { title: 'x' } } }, 'outcome.partial.text'],
    ['en', { hme: { title: 'x' } }, '"en" has what is no text of a page: hme'],
    ['de', { home: { titel: 'x', title: 'y' } }, 'home.titel'],
    ['en-GB', { layout: { position: 'Step' } }, 'layout.position'],
    ['de', { home: null }, 'home'],
    ['en', { __proto__: { home: 1 }, toString: 'x' }, 'toString'],
  ])('refuses %j with %.0o: %s', (code, texts, problem) => {
    expect(() => createLocales({ [code]: texts as PartialMessages })).toThrow(problem)
    expect(() => createStage({ messages: { [code]: texts as PartialMessages } })).toThrow(ConfigurationError)
  })
})
