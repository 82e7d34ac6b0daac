import { expect, test } from 'vitest'
import { createClient } from '../../../src/client/client.ts'
import { ACCOUNT } from '../../helpers/fixtures.ts'
import { findRequestIssues } from '../../helpers/request-issues.ts'
import { jsonResponse, stubFetch } from '../../helpers/stub-fetch.ts'
import { takeRequestIssues } from '../../helpers/validating-transport.ts'

const API = 'https://api-de.cronofy.com'
const HEADERS = { accept: 'application/json', authorization: 'Bearer token' }
const ITEM = { calendar_id: 'a', permission_level: 'unrestricted' }
const ASK = { permissions: [ITEM], redirect_uri: 'https://app.example.com/return' }
const REFRESH = { client_id: 'a', client_secret: 'b', grant_type: 'refresh_token', refresh_token: 'c' }

type Init = { method?: string; headers?: Record<string, string>; body?: string }

function findIssues(url: string, { headers = HEADERS, body = '', ...init }: Init = {}): string[] {
  return findRequestIssues(new Request(url, { headers, ...init }), body)
}

function post(body: object, headers: Record<string, string> = {}): [string, Init] {
  const type = { 'content-type': 'application/json' }
  return [
    `${API}/v1/permissions`,
    { method: 'POST', headers: { ...HEADERS, ...type, ...headers }, body: JSON.stringify(body) },
  ]
}

function refresh(body: Record<string, string>, type = 'application/x-www-form-urlencoded'): [string, Init] {
  const headers = { accept: 'application/json', 'content-type': type }
  return [`${API}/oauth/token`, { method: 'POST', headers, body: String(new URLSearchParams(body)) }]
}

test.each<[string, [string, Init?]]>([
  ['reads', [`${API}/v1/calendars`]],
  ['reads from a sandbox', ['http://127.0.0.1:4010/uk/v1/userinfo']],
  ['asks', post(ASK)],
  ['sends a form', refresh(REFRESH)],
  ['says that its form is in UTF-8', refresh(REFRESH, 'application/x-www-form-urlencoded;charset=UTF-8')],
])('findRequestIssues() finds none where a request %s', (_, request) => {
  expect(findIssues(...request)).toEqual([])
})

test.each<[string, [string, Init?], string[]]>([
  ['no path', [`${API}/v1/calendar`], ['there is no such operation']],
  ['another method', [`${API}/v1/userinfo`, { method: 'POST' }], ['there is no such operation']],
  ['another host', ['https://api-eu.cronofy.com/v1/userinfo'], ['https://api-eu.cronofy.com is no server']],
  ['the host of the pages', ['https://app.cronofy.com/v1/userinfo'], ['https://app.cronofy.com is no server']],
  ['a prefix', [`${API}/de/v1/userinfo`], [`${API}/de is no server`]],
  [
    'a sandbox without a data center',
    ['http://127.0.0.1:4010/eu/v1/userinfo'],
    ['http://127.0.0.1:4010/eu is no server'],
  ],
  ['a query', [`${API}/v1/userinfo?page=2`], ['it has a query']],
  [
    'no token',
    [`${API}/v1/userinfo`, { headers: { accept: 'application/json' } }],
    ['header authorization is missing', 'it has no bearer token'],
  ],
  [
    'a token in another scheme',
    [`${API}/v1/userinfo`, { headers: { ...HEADERS, authorization: 'Basic YTpi' } }],
    ['it has no bearer token'],
  ],
  [
    'a token where none belongs',
    [
      refresh(REFRESH)[0],
      { ...refresh(REFRESH)[1], headers: { ...refresh(REFRESH)[1].headers, authorization: 'Bearer a' } },
    ],
    ['header authorization is not described'],
  ],
  ['another header', post(ASK, { 'x-request-id': '1' }), ['header x-request-id is not described']],
  ['another wish', post(ASK, { accept: '*/*' }), ['it accepts */*']],
  [
    'a content type without a body',
    [`${API}/v1/userinfo`, { headers: { ...HEADERS, 'content-type': 'application/json' } }],
    ['header content-type is not described'],
  ],
  ['another content type', post(ASK, { 'content-type': 'text/plain' }), ['there is no content type "text/plain"']],
  [
    'JSON with a charset',
    post(ASK, { 'content-type': 'application/json; charset=utf-8' }),
    ['content type "application/json; charset=utf-8" has parameters'],
  ],
  ['a body where none belongs', [`${API}/v1/userinfo`, { body: 'a' }], ['it has a body']],
  [
    'a misspelt field',
    post({ permissions: [ITEM], redirect_url: ASK.redirect_uri }),
    [
      '# Instance does not have required property "redirect_uri".',
      '# Property "redirect_url" does not match additional properties schema.',
    ],
  ],
  [
    'a field that is not described, in a list',
    post({ ...ASK, permissions: [{ ...ITEM, until: '2027' }] }),
    ['#/permissions/0 Property "until" does not match additional properties schema.'],
  ],
  [
    'another value',
    post({ ...ASK, permissions: [{ ...ITEM, permission_level: 'sandbox' }] }),
    ['#/permissions/0/permission_level Instance does not match any of ["unrestricted"].'],
  ],
  ['a form without a field', refresh({ ...REFRESH, client_id: '' }), ['#/client_id String is too short (0 < 1).']],
])('findRequestIssues() names what is wrong where a request has %s', (_, request, issues) => {
  expect(findIssues(...request)).toEqual(issues)
})

test('createClient() is held to openapi.yaml in every test, by the body that it sends', async () => {
  const provider = stubFetch(jsonResponse({ permissions_request: { accepted: true } }))
  const client = createClient({ fetch: provider.fetch })
  // The client does not check the number of calendars, and openapi.yaml requires at least one.
  await client.requestPermissions(ACCOUNT, { calendarIds: [], redirectUri: ASK.redirect_uri })
  expect(await takeRequestIssues()).toEqual([
    { request: 'POST /v1/permissions', issues: ['#/permissions Array has too few items (0 < 1).'] },
  ])
})
