import { expect, test } from 'vitest'
import { appendSealedRequest, parseRedirectUri, parseReturnUrl } from '../../../src/flow/return-url.ts'

test.each([
  '/return',
  'ftp://app.example.com/return',
  'xhttp://app.example.com/return',
  'https://app.example.com/return#here',
  'https://me@app.example.com/return',
])('parseRedirectUri() throws when it is given %s', (value) => {
  expect(() => parseRedirectUri(value)).toThrow(expect.objectContaining({ code: 'invalid_redirect_uri' }))
})

test.each(['https://app.example.com/return', 'http://localhost:3000/return'])(
  'parseRedirectUri() accepts %s',
  (value) => {
    expect(parseRedirectUri(value).href).toBe(value)
  },
)

test('appendSealedRequest() keeps the query, and puts the request last', () => {
  const url = parseRedirectUri('https://app.example.com/return?request=stale&tab=2')
  expect(appendSealedRequest(url, 'a.b')).toBe('https://app.example.com/return?tab=2&request=a.b')
})

/** Has the form of a seal. */
const SEAL = `eyJhbGciOiJkaXIifQ..${'i'.repeat(16)}.c2VhbGVk.${'t'.repeat(22)}`

test.each([
  `?request=${SEAL}&request=${SEAL.replace('c2', 'c3')}`,
  `?request=${SEAL}&error=x&error=y`,
  `?error=x&request=${SEAL}?error=y`,
])('parseReturnUrl() throws when a parameter is repeated with another value: %s (T5)', (query) => {
  expect(() => parseReturnUrl(`https://app.example.com/return${query}`)).toThrow(
    expect.objectContaining({ code: 'invalid_sealed_request' }),
  )
})

test.each([
  [`?request=${SEAL}`, { sealedRequest: SEAL }],
  [`?request=${SEAL}&error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?error=access_denied&request=${SEAL}`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}?error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}%3Ferror=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&amp;error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&error=access_denied.`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&error=%22access_denied%22`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?a=b&amp;request=${SEAL}&amp;error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=%22${SEAL}%22.?error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&error=%22access_denied%22.`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&error=not%20one%20word`, { sealedRequest: SEAL, error: 'not one word' }],
  [`?request=${SEAL}&error=access_denied&error=access_denied`, { sealedRequest: SEAL, error: 'access_denied' }],
  [`?request=${SEAL}&request=${SEAL}`, { sealedRequest: SEAL }],
  [`?request=%22${SEAL}%22`, { sealedRequest: SEAL }],
  [`?request=${SEAL}.`, { sealedRequest: SEAL }],
  ['?request=a.b', { sealedRequest: 'a.b' }],
  ['?request=a-b%22%0Aa.b', { sealedRequest: 'a-b' }],
  ['?error=access_denied', { error: 'access_denied' }],
  ['', {}],
])('parseReturnUrl() reads %s', (query, returned) => {
  expect(parseReturnUrl(`https://app.example.com/return${query}`)).toStrictEqual(returned)
})

test.each(['/return', '/permissions/return', '', 'http://user@app.example.com/return'])(
  'parseReturnUrl() reads the query of the URL %j, also if it is relative',
  (path) => {
    expect(parseReturnUrl(`${path}?request=${SEAL}&error=access_denied`)).toStrictEqual({
      sealedRequest: SEAL,
      error: 'access_denied',
    })
  },
)
