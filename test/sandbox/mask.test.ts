import { expect, test } from 'vitest'
import { MASK, maskAuthorization, maskText, maskValue } from '../../edge/sandbox/mask.ts'
import { createSecret } from '../../edge/sandbox/secret.ts'

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
])('maskValue() hides %s, as a field and in addresses', (name) => {
  const masked = JSON.stringify(
    maskValue({
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

test('maskValue() hides a secret that is the name of a field', () => {
  const token = createSecret('rt', 'de')
  expect(maskValue({ [token]: '', list: [{ [`x ${token}`]: 1 }] })).toEqual({
    [MASK]: '',
    list: [{ [`x ${MASK}`]: 1 }],
  })
})

test('maskValue() hides known secrets wherever they stand, and short ones where they are the whole text', () => {
  const known = ['p4ss?word&', 'app']
  expect(
    maskValue({ 'p4ss?word&': 'p4ss?word&', a: 'is p4ss?word&.', b: '?p=p4ss%3Fword%26', c: ['app', 'apple'] }, known),
  ).toEqual({ [MASK]: MASK, a: `is ${MASK}.`, b: `?p=${MASK}`, c: [MASK, 'apple'] })
})

test('maskValue() leaves everything else as it is', () => {
  const value = { a: 1, b: [true, null, 'text, no question mark'], c: { permission_level: 'unrestricted' } }
  expect(maskValue(value)).toEqual(value)
})

test('maskValue() does not follow a value that is nested without end', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"SECRET"${']'.repeat(20_000)}`)
  expect(JSON.stringify(maskValue(deep))).toContain(MASK)
})

test('maskText() hides a secret in an address that is escaped twice', () => {
  const inner = encodeURIComponent('https://a.example/?request=SECRET&own=1')
  const outer = encodeURIComponent(`https://b.example/?next=${inner}`)
  const masked = maskText(`/authorize?redirect_uri=${outer}&scope=read_write`)
  expect(masked).not.toContain('SECRET')
  expect(masked).toContain('scope=read_write')
})

test('maskText() hides a secret that a naive redirect ran into another parameter', () => {
  expect(maskText('https://a.example/?x=1?request=SECRET')).not.toContain('SECRET')
})

test('maskText() hides tokens and codes wherever they stand', () => {
  for (const kind of ['at', 'rt', 'co'] as const) {
    const token = createSecret(kind, 'de')
    for (const text of [
      token,
      `/v1/${token}`,
      `see ${token}.`,
      `/?x=${token}`,
      `/?x=${token.replaceAll('_', '%5F')}`,
      token.toUpperCase(),
      `/?x=${encodeURIComponent(`?y=${token}`)}`,
    ]) {
      expect(maskText(text)).not.toContain(token)
      expect(maskText(text).toLowerCase()).not.toContain(token.slice(-32))
    }
  }
})

test.each(['/de/permissions/pr_de_1', '/?a=%20+b&c', 'What? 1 & 2', 'decode=1', '/?country_code=1'])(
  'maskText() leaves %j as it is',
  (text) => {
    expect(maskText(text)).toBe(text)
  },
)

test.each([
  ['Bearer at_de_1', `Bearer ${MASK}`],
  ['bearer  x y', `bearer ${MASK}`],
  ['BASIC eDp5', `BASIC ${MASK}`],
  ['Bearer', MASK],
  ['secret of-mine', MASK],
  ['', MASK],
])('maskAuthorization() keeps of %j only %j', (header, left) => {
  expect(maskAuthorization(header)).toBe(left)
})
