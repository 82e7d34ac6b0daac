import { expect, test } from 'vitest'
import { findRedirectUriProblem, matchesRedirectUri } from '../../../edge/sandbox/config/redirect-uris.ts'

test.each([
  'https://app.example.com/return?own=1',
  'http://localhost:3000/return',
  'https://*.example.com/path',
  'HTTPS://*.Example.com',
  'http://*.app.example.com:8080/path?x=1',
])('findRedirectUriProblem() accepts %s', (entry) => {
  expect(findRedirectUriProblem(entry)).toBe(undefined)
})

test.each(['app://return', 'com.example.app:/return', '/return', ''])(
  'findRedirectUriProblem() rejects %j as no http or https URL',
  (entry) => {
    expect(findRedirectUriProblem(entry)).toBe('Each redirect URI must be an absolute http or https URL.')
  },
)

test.each([
  '*',
  'https://*',
  'https://*/path',
  'https://*.com/path',
  'https://*.localhost/path',
  'https://*example.com/path',
  'https://app.*.example.com/path',
  'https://*.*.example.com/path',
  'https://*.example.*/path',
  'https://*.example.com/*',
  'https://app.example.com/*',
  'https://*.-example.com/path',
  'https://*.example.com./path',
  'https://*.example.com:port/path',
  'https://user@*.example.com/path',
  'https://*.example.com@evil.example/path',
  'https://*.example.com:8080@evil.example/path',
  'https://*.example.com/path#fragment',
  'app://*.example.com/path',
])('findRedirectUriProblem() rejects the wildcard of %s', (entry) => {
  expect(findRedirectUriProblem(entry)).toMatch(/^A wildcard must be the first label of a host name, /)
})

test.each([
  ['https://*.example.com/path', 'https://a.example.com/path', true],
  ['https://*.example.com/path', 'https://a-1.example.com/path', true],
  ['https://*.example.com/path', 'https://.example.com/path', false],
  ['https://*.example.com/path', 'https://-a.example.com/path', false],
  ['https://*.example.com/path', 'https://a.b.example.com/path', false],
  ['https://*.example.com/path', 'https://a@b.example.com/path', false],
  ['https://*.example.com/path', 'https://a\\.example.com/path', false],
  ['https://*.example.com/path', 'https://*.example.com/path', false],
  ['https://*.example.com/path', 'https://a.example.com/path?x=1', false],
  ['https://*.example.com/path', 'https://a.exampleXcom/path', false],
  ['https://a.example.com/path', 'https://a.example.com/path', true],
  ['https://a.example.com/path', 'https://b.example.com/path', false],
])('matchesRedirectUri() of %s and %s is %s', (entry, url, matches) => {
  expect(matchesRedirectUri(entry, url)).toBe(matches)
})
