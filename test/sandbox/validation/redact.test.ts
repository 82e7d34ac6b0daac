import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MASK, redactAuthorization, redactText, redactValue } from '../../../edge/sandbox/validation/redact.ts'
import { createToken } from '../../../edge/sandbox/validation/token-format.ts'

test.each([
  ['access_token'],
  ['refresh_token'],
  ['token'],
  ['code'],
  ['client_secret'],
  ['state'],
  ['request'],
  ['link_token'],
  ['authorization'],
  ['client_assertion'],
  ['code_verifier'],
  ['id_token'],
  ['accessToken'],
  ['Refresh-Token'],
  ['STATE'],
])('redactValue() hides %s, as a field and in addresses', (name) => {
  const masked = JSON.stringify(
    redactValue({
      [name]: 'SECRET',
      list: [{ [name]: { deep: 'SECRET' } }],
      address: `https://a.example/?x=1&${name}=SECRET&${name}=SECRET#x`,
      nested: `/authorize?redirect_uri=${encodeURIComponent(`https://a.example/?${name}=SECRET`)}`,
    }),
  )
  expect(masked).not.toContain('SECRET')
  expect(masked).toContain(MASK)
  expect(masked).toContain('x=1')
})

test('redactValue() hides a secret that is the name of a field', () => {
  const token = createToken('rt', 'de')
  expect(redactValue({ [token]: '', list: [{ [`x ${token}`]: 1 }] })).toEqual({
    [MASK]: '',
    list: [{ [`x ${MASK}`]: 1 }],
  })
})

test('redactValue() hides known secrets wherever they stand, and short ones where they are the whole text', () => {
  const known = ['p4ss?word&', 'app']
  expect(
    redactValue(
      { 'p4ss?word&': 'p4ss?word&', a: 'is p4ss?word&.', b: '?p=p4ss%3Fword%26', c: ['app', 'apple'] },
      known,
    ),
  ).toEqual({ [MASK]: MASK, a: `is ${MASK}.`, b: `?p=${MASK}`, c: [MASK, 'apple'] })
})

test('redactValue() leaves everything else as it is', () => {
  const value = { a: 1, b: [true, null, 'text, no question mark'], c: { permission_level: 'unrestricted' } }
  expect(redactValue(value)).toEqual(value)
})

test('redactValue() does not follow a value that is nested without end', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"SECRET"${']'.repeat(20_000)}`)
  expect(JSON.stringify(redactValue(deep))).toContain(MASK)
})

test('redactText() hides a secret in an address that is escaped twice', () => {
  const inner = encodeURIComponent('https://a.example/?request=SECRET&own=1')
  const outer = encodeURIComponent(`https://b.example/?next=${inner}`)
  const masked = redactText(`/authorize?redirect_uri=${outer}&scope=read_write`)
  expect(masked).not.toContain('SECRET')
  expect(masked).toContain('scope=read_write')
})

test('redactText() hides a secret that a naive redirect ran into another parameter', () => {
  expect(redactText('https://a.example/?x=1?request=SECRET')).not.toContain('SECRET')
})

test.each([
  '/v1/calendars?access_token[]=X-CANARY',
  '/v1/calendars?user[access_token]=X-CANARY',
  '/v1/calendars?access_token%5B0%5D=X-CANARY',
  '/v1/calendars?access_token%20=X-CANARY',
  '/v1/calendars?+access_token=X-CANARY',
  '/v1/calendars?%61ccess_token=X-CANARY',
  '/v1/calendars?%2561ccess_token=X-CANARY%26X-CANARY',
  '/v1/calendars?x;access_token=X-CANARY',
  'https://a.example/return?own=1;request=X-CANARY',
  `/authorize?redirect_uri=${encodeURIComponent('https://a.example/return;request=X-CANARY')}`,
  '/v1/calendars?x%3Faccess_token%3DX-CANARY',
  'access_token=X-CANARY',
])('redactText() hides a secret in %s, however its name is written', (text) => {
  const masked = redactText(text)
  expect(masked).not.toContain('CANARY')
  expect(masked).toContain(MASK)
})

test.each([
  ['an escaped secret', '/token?x=%73andbox-secret&own=1', `/token?x=${MASK}&own=1`],
  ['a secret with a space, as a form has it', '/token?x=my+long+secret', `/token?x=${MASK}`],
  ['a secret behind what is no UTF-8', '/token?x=%ff%73andbox-secret', `/token?x=%EF%BF%BD${MASK}`],
  ['a secret that is cut apart by what separates parameters', '/token?x=p4ss?w%6frd&', MASK],
  ['what is escaped without end', `/?x=%${'25'.repeat(5000)}41`, `/?x=${MASK}`],
])('redactText() hides %s', (_, text, masked) => {
  expect(redactText(text, ['sandbox-secret', 'my long secret', 'p4ss?word&'])).toBe(masked.replaceAll('%ff', '%FF'))
})

/** Escapes characters that do not have to be, or not at all, some of them more than once. */
const escapedAtRandom = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...[...text].map((character) => fc.integer({ min: 0, max: 3 }).map((times) => escapeTimes(character, times))),
    )
    .map((characters) => characters.join(''))

function escapeTimes(text: string, times: number): string {
  if (times === 0) return text
  const hex = [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return hex.replaceAll('%', `%${'25'.repeat(times - 1)}`)
}

function unescapeTimes(text: string, times: number): string {
  return times === 0 ? text : unescapeTimes(decodeURIComponent(text), times - 1)
}

test('redactText() hides tokens, codes and known secrets, whichever of their characters are escaped', () => {
  const known = ['sandbox-secret', 'p4ss?word&', 'ü€🏖️ long']
  const secret = fc.constantFrom(createToken('at', 'de'), createToken('rt', 'us'), createToken('co', 'uk'), ...known)
  const around = fc.constantFrom(
    ['/v1/', ''],
    ['/?x=', '&y=1'],
    ['/?x=', ''],
    ['/?', '=1'],
    ['/#', '?z'],
    ['see ', '.'],
  )
  const spelt = fc
    .tuple(secret, around)
    .chain(([bare, [before = '', after = '']]) =>
      escapedAtRandom(bare).map((escaped) => ({ bare, text: `${before}${escaped}${after}` })),
    )
  fc.assert(
    fc.property(spelt, ({ bare, text }) => {
      const masked = redactText(text, known)
      for (let times = 0; times <= 3; times++) expect(unescapeTimes(masked, times)).not.toContain(bare)
      expect(masked).toContain(MASK)
    }),
    { numRuns: 500 },
  )
})

test('redactText() hides the value of a parameter, whichever of the characters of its name and value are escaped', () => {
  const name = fc.constantFrom('access_token', 'Client-Secret', 'state', 'request', 'code[]')
  const spelt = fc
    .tuple(name.chain(escapedAtRandom), escapedAtRandom('CANARY'))
    .map(([one, value]) => `/?own=1&${one}=${value}`)
  fc.assert(
    fc.property(spelt, (text) => {
      const masked = redactText(text)
      for (let times = 0; times <= 3; times++) expect(unescapeTimes(masked, times)).not.toContain('CANARY')
      expect(masked).toMatch(/^\/\?own=1&.*=\*\*\*$/)
    }),
    { numRuns: 500 },
  )
})

test('redactText() shows no secret, whichever characters of a whole address are escaped', () => {
  const token = createToken('at', 'de')
  fc.assert(
    fc.property(escapedAtRandom(`/?access_token=${token}&y=1`), (text) => {
      const masked = redactText(text)
      for (let times = 0; times <= 3; times++) expect(unescapeTimes(masked, times)).not.toContain(token)
    }),
    { numRuns: 500 },
  )
})

test('redactText() hides tokens and codes wherever they stand', () => {
  for (const kind of ['at', 'rt', 'co'] as const) {
    const token = createToken(kind, 'de')
    for (const text of [
      token,
      `/v1/${token}`,
      `see ${token}.`,
      `/?x=${token}`,
      `/?x=${token.replaceAll('_', '%5F')}`,
      token.toUpperCase(),
      `/?x=${encodeURIComponent(`?y=${token}`)}`,
    ]) {
      expect(redactText(text)).not.toContain(token)
      expect(redactText(text).toLowerCase()).not.toContain(token.slice(-32))
    }
  }
})

test.each([
  ...[
    '/de/permissions/pr_de_1',
    '/?a=%20+b&c',
    'What? 1 & 2',
    'decode=1',
    '/?country_code=1',
    '/?a%5B%5D=%C3%BC;b=%zz%',
  ],
  `/authorize?redirect_uri=${encodeURIComponent('https://a.example/ü?a=1&b=c d')}`,
])('redactText() leaves %j as it is', (text) => {
  expect(redactText(text)).toBe(text)
})

test.each([
  ['Bearer at_de_1', `Bearer ${MASK}`],
  ['bearer  x y', `bearer ${MASK}`],
  ['BASIC eDp5', `BASIC ${MASK}`],
  ['Bearer', MASK],
  ['secret of-mine', MASK],
  ['', MASK],
])('redactAuthorization() keeps of %j only %j', (header, left) => {
  expect(redactAuthorization(header)).toBe(left)
})

test.each(['user_access_token', 'a.access_token', 'x.y.refresh_token', 'myClientSecret'])(
  'redactText() hides the value of %s',
  (name) => {
    expect(redactText(`/v1/calendars?${name}=canary`)).toBe(`/v1/calendars?${name}=***`)
  },
)
