import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../../../edge/worker/errors/configuration-error.ts'
import { german } from '../../../edge/worker/i18n/de.ts'
import { english } from '../../../edge/worker/i18n/en.ts'
import { chooseLanguage, createLanguages, LANGUAGES } from '../../../edge/worker/i18n/language.ts'
import type { SomeTexts } from '../../../edge/worker/i18n/messages.ts'
import { createStage } from '../../helpers/connect.ts'

async function choose(header: string | undefined, languages = LANGUAGES) {
  const app = new Hono().get('/', (c) => {
    const { code, locale } = chooseLanguage(c, languages)
    return c.json([code, locale])
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
    const languages = createLanguages({ fr: english, 'pt-BR': english })
    expect(await choose('fr-CA', languages)).toEqual(['fr', 'fr-CA'])
    expect(await choose('pt-BR', languages)).toEqual(['pt-br', 'pt-BR'])
    expect(await choose('pt', languages)).toEqual(['en', 'en'])
  })
})

describe('createLanguages()', () => {
  const title = (text: string) => ({ home: { title: text } })

  test('replaces single texts', () => {
    const languages = createLanguages({ de: title('Neu') })
    expect(languages['de']).toEqual({ ...german, home: { ...german.home, title: 'Neu' } })
    expect(LANGUAGES['de']).toBe(german)
  })

  test('replaces a single text of two that belong together', () => {
    const some = { outcome: { granted: { title: 'Yes' } } } as unknown as SomeTexts
    expect(createLanguages({ en: some }).en.outcome.granted).toEqual({ ...english.outcome.granted, title: 'Yes' })
  })

  test('takes what a language leaves out from the one that it belongs to, whatever comes first', () => {
    const languages = createLanguages({
      'pt-BR': { ways: { tryAgain: 'De novo' } },
      pt: { ...english, ...title('Um'), home: { ...english.home, title: 'Um' } },
      'de-AT': title('Servus'),
    })
    expect(languages['pt-br']).toMatchObject({ home: { title: 'Um' }, ways: { tryAgain: 'De novo' } })
    expect(languages['de-at']).toMatchObject({ home: { title: 'Servus', plan: german.home.plan } })
  })

  test.each([
    ['pt_BR', english, '"pt_BR" is no language'],
    ['', english, '"" is no language'],
    ['fr', {}, '"fr" lacks frame.direction, frame.sandbox,'],
    ['fr', { ...english, outcome: { ...english.outcome, partial: { title: 'x' } } }, 'outcome.partial.text'],
    ['en', { hme: { title: 'x' } }, '"en" has what is no text of a page: hme'],
    ['de', { home: { titel: 'x', title: 'y' } }, 'home.titel'],
    ['en-GB', { frame: { position: 'Step' } }, 'frame.position'],
    ['de', { home: null }, 'home'],
    ['en', { __proto__: { home: 1 }, toString: 'x' }, 'toString'],
  ])('refuses %j with %.0o: %s', (code, texts, problem) => {
    expect(() => createLanguages({ [code]: texts as SomeTexts })).toThrow(problem)
    expect(() => createStage({ texts: { [code]: texts as SomeTexts } })).toThrow(ConfigurationError)
  })
})
