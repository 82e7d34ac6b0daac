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

test('appendSealedRequest() keeps the query, and puts the request last', () => {
  const url = parseRedirectUri('https://app.example.com/return?request=stale&tab=2')
  expect(appendSealedRequest(url, 'a.b')).toBe('https://app.example.com/return?tab=2&request=a.b')
})

test.each([
  'https://app.example.com/return?request=a.b&request=c.d',
  'https://app.example.com/return?request=a.b&error=x&error=y',
  'https://app.example.com/return?error=x&request=a.b?error=y',
])('parseReturnUrl() throws when a parameter is repeated: %s (T5)', (url) => {
  expect(() => parseReturnUrl(url)).toThrow(expect.objectContaining({ code: 'invalid_sealed_request' }))
})

test.each([
  ['?request=a.b', { sealedRequest: 'a.b' }],
  ['?request=a.b&error=access_denied', { sealedRequest: 'a.b', error: 'access_denied' }],
  ['?error=access_denied&request=a.b', { sealedRequest: 'a.b', error: 'access_denied' }],
  ['?request=a.b?error=access_denied', { sealedRequest: 'a.b', error: 'access_denied' }],
  ['?request=a.b%3Ferror=access_denied', { sealedRequest: 'a.b', error: 'access_denied' }],
  ['?error=access_denied', { error: 'access_denied' }],
  ['', {}],
])('parseReturnUrl() reads %s', (query, returned) => {
  expect(parseReturnUrl(`https://app.example.com/return${query}`)).toEqual(returned)
})

test('parseReturnUrl() returns no field without a value', () => {
  expect(parseReturnUrl('https://app.example.com/return')).toStrictEqual({})
  expect(parseReturnUrl('https://app.example.com/return?request=a.b')).toStrictEqual({ sealedRequest: 'a.b' })
  expect(parseReturnUrl('https://app.example.com/return?request=?error=x')).toStrictEqual({ error: 'x' })
  expect(parseReturnUrl('https://app.example.com/return?request=%20a.b')).toStrictEqual({})
})
