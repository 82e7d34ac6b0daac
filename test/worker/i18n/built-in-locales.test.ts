/** Compares every built-in language with English and with each other. */
import { describe, expect, test } from 'vitest'
import * as builtInLocales from '../../../edge/worker/i18n/built-in-locales.ts'
import { de } from '../../../edge/worker/i18n/de.ts'
import { en } from '../../../edge/worker/i18n/en.ts'
import type { PartialMessages } from '../../../edge/worker/i18n/messages.ts'
import { detectLanguage, FUNCTION_WORDS, functionWordShare } from './function-words.ts'

const LOCALES: Readonly<Record<string, PartialMessages>> = builtInLocales
const TRANSLATIONS = Object.keys(LOCALES).filter((code) => code !== 'en')

/** A text in which at least this share is function words of a language is in that language. */
const MIN_SHARE = 0.12

/** Two languages may share some texts, such as "Sandbox". */
const MAX_SHARED_TEXTS = 0.2

/** Every text by its name, such as `outcome.granted.title`. A text with parameters gets the numbers 7 and 8. */
function flatten(messages: object, path = ''): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'function') return [[path + name, String(value('7', '8'))]]
    return typeof value === 'string' ? [[path + name, value]] : [...flatten(value as object, `${path}${name}.`)]
  })
  return new Map(entries)
}

const textOf = (messages: object) => [...flatten(messages).values()].join(' ')

/** The names of texts that are missing in a translation or are the same as in English. */
function untranslated(messages: PartialMessages): string[] {
  const texts = flatten(messages)
  return [...flatten(en)]
    .filter(([name, text]) => name !== 'layout.direction' && (texts.get(name) ?? text) === text)
    .map(([name]) => name)
}

/** What is wrong with texts that are said to be in a language. */
function problemsOf(
  code: string,
  messages: PartialMessages,
  others: Readonly<Record<string, PartialMessages>>,
): string[] {
  const [language = ''] = code.split('-')
  const texts = flatten(messages)
  const text = textOf(messages)
  const problems: string[] = []
  for (const [otherCode, other] of Object.entries(others)) {
    // `de-AT` may repeat `de`.
    if (otherCode.split('-')[0] === language) continue
    const otherTexts = flatten(other)
    const same = [...texts].filter(([name, value]) => name !== 'layout.direction' && otherTexts.get(name) === value)
    if (same.length > texts.size * MAX_SHARED_TEXTS) problems.push(`${same.length} texts are those of ${otherCode}`)
  }
  const detected = detectLanguage(text)
  const expectedShare = functionWordShare(text, language)
  if (language in FUNCTION_WORDS ? expectedShare < detected.share : detected.share >= MIN_SHARE) {
    problems.push(`the texts are in ${new Intl.DisplayNames('en', { type: 'language' }).of(detected.language)}`)
  }
  return problems
}

describe.each(TRANSLATIONS)('the language %s', (code) => {
  const messages = LOCALES[code] ?? {}

  test('is what its code says', () => {
    expect(Intl.getCanonicalLocales(code)).toEqual([code])
    const { [code]: _, ...others } = LOCALES
    expect(problemsOf(code, messages, others)).toEqual([])
  })

  test('has no text that English does not have, and the same numbers in each', () => {
    const english = flatten(en)
    for (const [name, text] of flatten(messages)) {
      expect(text, name).toBeTruthy()
      expect(text.match(/[78]/g), name).toEqual(english.get(name)?.match(/[78]/g) ?? null)
    }
  })

  test('is reported where it is not translated', async ({ annotate }) => {
    const names = untranslated(messages)
    if (names.length > 0)
      await annotate(`${code} shows ${names.length} texts in English: ${names.join(', ')}`, 'warning')
  })
})

describe('the comparison', () => {
  test('finds texts that are missing, and those that are in English', () => {
    expect(untranslated({})).toEqual([...flatten(en).keys()].filter((name) => name !== 'layout.direction'))
    expect(untranslated(de)).toEqual([])
    const { home, ...rest } = de
    expect(untranslated({ ...rest, home: { ...home, title: en.home.title } })).toEqual(['home.title'])
  })

  test('finds German texts that are called French, with German beside them or not', () => {
    expect(problemsOf('fr', de, { en, de })).toEqual([
      `${flatten(de).size - 1} texts are those of de`,
      'the texts are in German',
    ])
    expect(problemsOf('fr', de, { en })).toEqual(['the texts are in German'])
    // Without a list of function words of its own.
    expect(problemsOf('lb', de, { en })).toEqual(['the texts are in German'])
  })

  test('finds English texts that are called German', () => {
    expect(problemsOf('de', en, { en })).toEqual([
      `${flatten(en).size - 1} texts are those of en`,
      'the texts are in English',
    ])
  })

  test('finds nothing wrong with a language that has hardly any text yet', () => {
    expect(problemsOf('fr', { home: { title: 'Accès complet à vos calendriers' } }, { en, de })).toEqual([])
    expect(problemsOf('fr', {}, { en, de })).toEqual([])
  })

  test.each([
    [
      'fr',
      'Vous avez refusé l’accès complet. Rien n’a changé dans les calendriers que vous avez choisis. Si vous le voulez, demandez à nouveau.',
    ],
    [
      'es',
      'Usted ha rechazado el acceso completo. No ha cambiado nada en los calendarios que ha elegido. Si es lo que quería, puede cerrar esta página.',
    ],
    [
      'nl',
      'U hebt volledige toegang geweigerd. Er is niets veranderd in de agenda’s die u hebt gekozen. U kunt deze pagina sluiten.',
    ],
    [
      'sv',
      'Du har nekat full åtkomst. Det har inte ändrats något i de kalendrar som du valde. Du kan stänga den här sidan.',
    ],
    [
      'pl',
      'Odmówiono pełnego dostępu. W wybranych kalendarzach nic się nie zmieniło. Jeśli tego chcesz, możesz zamknąć tę stronę lub wrócić do kalendarzy.',
    ],
  ])('recognizes a text in %s', (language, text) => {
    expect(detectLanguage(text).language).toBe(language)
    expect(problemsOf(language, { home: { title: text } }, { en, de })).toEqual([])
  })
})
