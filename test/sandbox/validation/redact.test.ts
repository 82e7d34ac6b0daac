import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MASK, redactAuthorization, redactText, redactValue } from '../../../edge/sandbox/validation/redact.ts'
import { createToken } from '../../../edge/sandbox/validation/token-format.ts'

const TOKENS = (['at', 'rt', 'co'] as const).map((kind) => createToken(kind, 'de'))

test.each([
  ...['access_token', 'refresh_token', 'token', 'id_token', 'link_token', 'client_secret', 'code', 'code_verifier'],
  ...['state', 'request', 'authorization', 'client_assertion', 'accessToken', 'Refresh-Token', 'STATE'],
  ...['user_access_token', 'a.access_token', 'x.y.refresh_token', 'myClientSecret', 'access_token[]'],
])('redactValue() hides %s as a field, as a query parameter, and within a form-encoded URL', (name) => {
  const url = `https://a.example/?x=1&${name}=SECRET&${encodeURIComponent(name)}=SECRET#x`
  const redacted = redactValue({
    [name]: 'SECRET',
    list: [{ [name]: { deep: 'SECRET' } }],
    url,
    path: `/authorize?redirect_uri=${encodeURIComponent(url)}&scope=read_write`,
  })
  const text = JSON.stringify(redacted)
  expect(text).not.toContain('SECRET')
  expect(text).toContain(`?x=1&${name}=${MASK}`)
  expect(text).toContain('&scope=read_write')
})

test('redactValue() hides a secret that is the name of a field', () => {
  const [token = ''] = TOKENS
  expect(redactValue({ [token]: '', list: [{ [`x ${token}`]: 1 }] })).toEqual({
    [MASK]: '',
    list: [{ [`x ${MASK}`]: 1 }],
  })
})

test('redactValue() hides known secrets anywhere, and short ones where they are the whole string', () => {
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

test('redactValue() stops at a value that is nested too deeply', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"SECRET"${']'.repeat(20_000)}`)
  expect(JSON.stringify(redactValue(deep))).toContain(MASK)
})

test.each([
  'https://a.example/?x=1?request=CANARY',
  '/v1/calendars?user[access_token]=CANARY',
  '/v1/calendars?access_token%5B0%5D=CANARY',
  '/v1/calendars?access_token%20=CANARY',
  '/v1/calendars?+access_token=CANARY',
  '/v1/calendars?%61ccess_token=CANARY',
  '/v1/calendars?x;access_token=CANARY',
  '/v1/calendars?x%3Faccess_token%3DCANARY',
  'access_token=CANARY',
])('redactText() hides the value of the parameter in %s', (text) => {
  expect(redactText(text)).not.toContain('CANARY')
  expect(redactText(text)).toContain(MASK)
})

test('redactText() hides tokens, codes, and known secrets in plain, form-encoded, and JSON-encoded text', () => {
  const known = ['sandbox-secret', 'p4ss?word& "x"', 'ü€🏖️ long']
  const around = fc.constantFrom(['/v1/', ''], ['/?x=', '&y=1'], ['/?', '=1'], ['/#', '?z'], ['see ', '.'])
  const encode = fc.constantFrom(
    (text: string) => text,
    (text: string) => encodeURIComponent(text),
    (text: string) => new URLSearchParams([[text, '']]).toString().slice(0, -1),
    (text: string) => JSON.stringify(text).slice(1, -1),
    (text: string) => text.replaceAll('_', '%5F'),
  )
  fc.assert(
    fc.property(fc.constantFrom(...TOKENS, ...known), encode, around, (secret, encoder, [before = '', after = '']) => {
      const redacted = redactText(`${before}${encoder(secret)}${after}`, known)
      expect(redacted).toContain(MASK)
      for (const encoded of [secret, encoder(secret)]) expect(redacted).not.toContain(encoded)
    }),
  )
})

test.each([(token: string) => token.toUpperCase(), (token: string) => token.slice(0, -4)])(
  'redactText() hides tokens in capitals and truncated ones',
  (change) => {
    for (const token of TOKENS) expect(redactText(`see ${change(token)}…`)).toBe(`see ${MASK}…`)
  },
)

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
])('redactAuthorization() reduces %j to %j', (header, left) => {
  expect(redactAuthorization(header)).toBe(left)
})
