/**
 * Tells languages apart by their function words: short words that every text in a language uses.
 *
 * @module
 */

/** Words that are frequent in one language. Words that two of these languages share are left out where possible. */
export const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  cs: 'že je se na jsou nebo který pro byl jako při ale není kalendáře vaše',
  da: 'ikke og det er af til på som har jeg skal kan eller deres hvis blev',
  de: 'der die das und nicht ist sie ihre ihr zu den dem ein eine wenn auf',
  en: 'the and you your is not of to it that with can this was what for',
  es: 'el los las que una por con para su sus está usted y del si pero',
  fi: 'ja ei on että tai jos sen se ole kun voi mutta joka tämä kalenteri',
  fr: 'le les des vous votre vos et est pas une dans pour que sur avec ne',
  hu: 'és nem az egy hogy van meg vagy ha csak már kell lehet mint ezt',
  it: 'il gli che non di una per sono della nel questo alla con ma è si',
  ja: 'の に は を が です ます した この から',
  ko: '이 을 를 수 있습니다 합니다 및 는 의 에',
  nb: 'ikke og det er av til på som har du kan eller hvis deg din ble',
  nl: 'de het een niet van uw zijn dat met voor op deze kunt wordt naar er',
  pl: 'nie się jest w na do że lub ten oraz aby dla jak kalendarze po są',
  pt: 'o os que não uma para com seu sua em você foi do da mas se',
  ro: 'și nu este că pentru cu din sau care o dacă la de pe fost ați',
  ru: 'и не в на что с по для вы это или если как от был',
  sv: 'inte och det är av till på som har du kan eller om din att den',
  tr: 've bir bu için değil ile da ya olarak daha var gibi sonra ise mi',
  uk: 'і не в на що з для ви це або якщо як від був та',
  zh: '的 了 您 在 不 是 和 可以 已 将',
}

/** Languages that are written without spaces, so that a word is found anywhere in the text. */
const UNSPACED = ['ja', 'ko', 'zh']

/** The share of words of a text that are function words of a language. */
export function functionWordShare(text: string, language: string): number {
  const functionWords = (FUNCTION_WORDS[language] ?? '').split(' ')
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  if (words.length === 0) return 0
  if (UNSPACED.includes(language)) {
    return functionWords.reduce((count, word) => count + text.split(word).length - 1, 0) / text.length
  }
  return words.filter((word) => functionWords.includes(word)).length / words.length
}

/** The language whose function words are most frequent in a text. */
export function detectLanguage(text: string): { language: string; share: number } {
  const shares = Object.keys(FUNCTION_WORDS).map((language) => ({
    language,
    share: functionWordShare(text, language),
  }))
  return shares.reduce((best, candidate) => (candidate.share > best.share ? candidate : best))
}
