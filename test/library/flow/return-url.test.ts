import { expect, test } from 'vitest'
import { parseRedirectUri, readReturnUrl, withPermissionRequest } from '../../../src/flow/return-url.ts'

test.each([
  '/return',
  'ftp://app.example.com/return',
  'xhttp://app.example.com/return',
  'https://app.example.com/return#here',
  'https://me@app.example.com/return',
])('parseRedirectUri() throws when it is given %s', (value) => {
  expect(() => parseRedirectUri(value)).toThrow(expect.objectContaining({ code: 'invalid_redirect_uri' }))
})

test('withPermissionRequest() keeps the query, and puts the request last', () => {
  const url = parseRedirectUri('https://app.example.com/return?request=stale&tab=2')
  expect(withPermissionRequest(url, 'a.b')).toBe('https://app.example.com/return?tab=2&request=a.b')
})

test.each([
  'https://app.example.com/return?request=a.b&request=c.d',
  'https://app.example.com/return?request=a.b&error=x&error=y',
  'https://app.example.com/return?error=x&request=a.b?error=y',
])('readReturnUrl() throws when a parameter is repeated: %s (T5)', (url) => {
  expect(() => readReturnUrl(url)).toThrow(expect.objectContaining({ code: 'invalid_permission_request' }))
})

test.each([
  ['?request=a.b', { permissionRequest: 'a.b' }],
  ['?request=a.b&error=access_denied', { permissionRequest: 'a.b', error: 'access_denied' }],
  ['?error=access_denied&request=a.b', { permissionRequest: 'a.b', error: 'access_denied' }],
  ['?request=a.b?error=access_denied', { permissionRequest: 'a.b', error: 'access_denied' }],
  ['?request=a.b%3Ferror=access_denied', { permissionRequest: 'a.b', error: 'access_denied' }],
  ['?error=access_denied', { error: 'access_denied' }],
  ['', {}],
])('readReturnUrl() reads %s', (query, returned) => {
  expect(readReturnUrl(`https://app.example.com/return${query}`)).toEqual(returned)
})

test('readReturnUrl() gives no field that says nothing', () => {
  expect(readReturnUrl('https://app.example.com/return')).toStrictEqual({})
  expect(readReturnUrl('https://app.example.com/return?request=a.b')).toStrictEqual({ permissionRequest: 'a.b' })
  expect(readReturnUrl('https://app.example.com/return?request=?error=x')).toStrictEqual({ error: 'x' })
  expect(readReturnUrl('https://app.example.com/return?request=%20a.b')).toStrictEqual({})
})
