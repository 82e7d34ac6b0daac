import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createLocales } from '../../../edge/worker/i18n/create-locales.ts'
import { de } from '../../../edge/worker/i18n/de.ts'
import { en } from '../../../edge/worker/i18n/en.ts'
import { negotiateLocale } from '../../../edge/worker/i18n/language.ts'

async function choose(header: string | undefined, languages = createLocales(en, { locales: { de } })) {
  const app = new Hono().get('/', (c) => {
    const { language, tag } = negotiateLocale(c, languages)
    return c.json([language, tag])
  })
  const response = await app.request('/', header === undefined ? {} : { headers: { 'accept-language': header } })
  return response.json()
}

describe('negotiateLocale()', () => {
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

  test.each([
    ['as long as is read', 1000, 'de'],
    ['longer', 1001, 'en'],
  ])('a header that is %s, with %d characters, gives %s (T24)', async (_, length, code) => {
    expect(await choose(`de${',x'.repeat(length)}`.slice(0, length))).toEqual([code, code])
  })

  test('knows the languages that an application adds, the closest first', async () => {
    const languages = createLocales(en, { messages: { fr: {}, 'pt-BR': {} } })
    expect(await choose('fr-CA', languages)).toEqual(['fr', 'fr-CA'])
    expect(await choose('pt-BR', languages)).toEqual(['pt-br', 'pt-BR'])
    expect(await choose('pt', languages)).toEqual(['en', 'en'])
  })
})
