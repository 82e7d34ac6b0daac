import { expect, test } from 'vitest'
import { MAX_FAULTS, parseFaultList } from '../../../edge/sandbox/faults/parse.ts'
import { createSandbox, type FaultEntry } from '../../../edge/sandbox/index.ts'
import { createCaller } from '../caller.ts'

const RESET = { route: 'GET /v1/calendars', fault: 'reset' } as const
const STATUS = { route: 'GET /v1/calendars', fault: 'status', status: 503 } as const
const LATE_GRANT = { route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 1 } as const

const WRONG: [string, unknown, string][] = [
  ['a text', 'x', 'the body is "x", not a list and not an object'],
  ['null', null, 'the body is null, not a list and not an object'],
  ['no list', {}, 'faults is missing'],
  ['a list that is none', { faults: {} }, 'faults is {}, not a list'],
  ['another field', { faults: [], sead: 1 }, 'field "sead" is unknown; known are "faults", "seed"'],
  ['a seed that is a text', { faults: [], seed: '1' }, 'seed is "1", not a whole number from 0 to 4294967295'],
  ['a seed below 0', { faults: [], seed: -1 }, 'seed is -1, not a whole number'],
  ['a broken seed', { faults: [], seed: 1.5 }, 'seed is 1.5, not a whole number'],
  ['a seed over 32 bits', { faults: [], seed: 2 ** 32 }, 'seed is 4294967296, not a whole number'],
  ['an entry that is none', [RESET, 5], 'faults[1] is 5, not an object'],
  ['an entry that is a list', [[RESET]], 'faults[0] is [{"route":"GET /v1/calendars","fault":"reset"}], not an object'],
  ['no route', [{ fault: 'reset' }], 'faults[0].route is missing'],
  [
    'an unknown route',
    [{ ...RESET, route: 'GET /v1/calendar' }],
    'faults[0].route is "GET /v1/calendar", which is unknown; known are "POST /v1/permissions", "GET /v1/calendars", "GET /v1/userinfo", "POST /oauth/token", "POST /oauth/token/revoke", "POST /permissions/{id}"',
  ],
  [
    'a route that is none',
    [{ ...RESET, route: ['GET /v1/calendars'] }],
    'faults[0].route is ["GET /v1/calendars"], which',
  ],
  ['no fault', [{ route: 'GET /v1/calendars' }], 'faults[0].fault is missing'],
  [
    'an unknown fault',
    [{ ...RESET, fault: 'resett' }],
    'faults[0].fault is "resett", which is unknown; known are "status"',
  ],
  ['a fault of a prototype', [{ ...RESET, fault: 'toString' }], 'faults[0].fault is "toString", which is unknown'],
  [
    'a fault that the route cannot have',
    [{ ...RESET, fault: 'url_and_accepted' }],
    'faults[0].fault is "url_and_accepted", which "GET /v1/calendars" cannot have; it strikes "POST /v1/permissions"',
  ],
  [
    'an answer that the page cannot have',
    [{ ...RESET, route: 'POST /permissions/{id}' }],
    'faults[0].fault is "reset", which "POST /permissions/{id}" cannot have',
  ],
  [
    'an empty answer where it would be the right one',
    [{ route: 'POST /oauth/token/revoke', fault: 'empty' }],
    'faults[0].fault is "empty", which "POST /oauth/token/revoke" cannot have',
  ],
  [
    'a field of another fault',
    [{ ...RESET, ms: 1 }],
    'field "faults[0].ms" is unknown; known are "route", "fault", "count", "share", "data_center"',
  ],
  ['a field of a prototype', [JSON.parse('{"__proto__":1}')], 'faults[0].route is missing'],
  ['count and share', [{ ...RESET, count: 1, share: 1 }], 'faults[0] has both count and share'],
  ['count 0', [{ ...RESET, count: 0 }], 'faults[0].count is 0, not a whole number from 1 to '],
  ['a broken count', [{ ...RESET, count: 1.5 }], 'faults[0].count is 1.5, not a whole number'],
  ['a count that is a text', [{ ...RESET, count: '1' }], 'faults[0].count is "1", not a whole number'],
  ['a count of null', [{ ...RESET, count: null }], 'faults[0].count is null, not a whole number'],
  ['share 0', [{ ...RESET, share: 0 }], 'faults[0].share is 0, not a number above 0 and up to 1'],
  ['a share over 1', [{ ...RESET, share: 1.01 }], 'faults[0].share is 1.01, not a number above 0 and up to 1'],
  ['a share that is a text', [{ ...RESET, share: '0.5' }], 'faults[0].share is "0.5", not a number'],
  [
    'another data center',
    [{ ...RESET, data_center: 'eu' }],
    'faults[0].data_center is "eu", not one of "us", "au", "ca", "de", "sg", "uk"',
  ],
  ['no status', [{ ...STATUS, status: undefined }], 'faults[0].status is missing'],
  ['status 200', [{ ...STATUS, status: 200 }], 'faults[0].status is 200, not one of 400, 401, 402, 403, 404, 422, '],
  ['a status that is a text', [{ ...STATUS, status: '503' }], 'faults[0].status is "503", not one of'],
  ['Retry-After as a number', [{ ...STATUS, retry_after: 1 }], 'faults[0].retry_after is 1, not a string of printable'],
  [
    'Retry-After with a line break',
    [{ ...STATUS, retry_after: '1\r\nx: y' }],
    'faults[0].retry_after is "1\\r\\nx: y"',
  ],
  ['another body', [{ ...STATUS, body: 'xml' }], 'faults[0].body is "xml", not one of "json", "empty", "html"'],
  ['no ms', [{ ...RESET, fault: 'slow_headers' }], 'faults[0].ms is missing'],
  ['ms below 0', [{ ...RESET, fault: 'slow_body', ms: -1 }], 'faults[0].ms is -1, not a whole number of milliseconds'],
  [
    'too many ms',
    [{ route: 'POST /oauth/token', fault: 'response_timeout', ms: 600_001 }],
    'faults[0].ms is 600001, not a whole number of milliseconds from 0 to 600000',
  ],
  ['no content type', [{ ...RESET, fault: 'content_type' }], 'faults[0].content_type is missing'],
  ['a broken content type', [{ ...RESET, fault: 'content_type', content_type: 'ä' }], 'faults[0].content_type is "ä"'],
  ['no url', [{ route: 'POST /v1/permissions', fault: 'foreign_url' }], 'faults[0].url is missing'],
  [
    'a url that is none',
    [{ route: 'POST /v1/permissions', fault: 'foreign_url', url: 5 }],
    'faults[0].url is 5, not a string',
  ],
  ['no location', [{ ...RESET, fault: 'redirect' }], 'faults[0].location is missing'],
  [
    'a status that does not redirect',
    [{ ...RESET, fault: 'redirect', location: 'https://a.example/', status: 303 }],
    'faults[0].status is 303, not one of 302, 307, 308',
  ],
  [
    'depth 0',
    [{ ...RESET, fault: 'deeply_nested_json', depth: 0 }],
    'faults[0].depth is 0, not a whole number from 1 to 1000000',
  ],
  [
    'too many bytes',
    [{ ...RESET, fault: 'oversized_json', bytes: 2e9 }],
    'faults[0].bytes is 2000000000, not a whole number',
  ],
  ['no reads', [{ ...LATE_GRANT, reads: undefined }], 'faults[0].reads is missing'],
  ['reads 0', [{ ...LATE_GRANT, reads: 0 }], 'faults[0].reads is 0, not a whole number from 1 to 1000'],
  ['too many', Array.from({ length: MAX_FAULTS + 1 }, () => RESET), 'faults has 1001 entries, more than 1000'],
]

test.each(WRONG)('parseFaultList() says what is wrong with %s', (_, value, state) => {
  expect(() => parseFaultList(value)).toThrow(TypeError)
  expect(() => parseFaultList(value)).toThrow(`Cannot set faults: ${state}`)
})

test.each(WRONG)('PUT /sandbox/faults answers 422 and changes nothing when it is given %s', async (_, json, state) => {
  const { call, faults } = createCaller()
  await faults(RESET)
  const before = (await call('/sandbox/faults')).json
  const answer = await call('/sandbox/faults', { method: 'PUT', json })
  expect(answer.status).toBe(422)
  expect(answer.json).toEqual({ error: expect.stringContaining(`Cannot set faults: ${state}`) })
  expect((await call('/sandbox/faults')).json).toEqual(before)
})

test('createSandbox() throws when a fault or its seed makes no sense', () => {
  const faults = [{ ...RESET, count: 0 }]
  expect(() => createSandbox({ faults })).toThrow('Cannot set faults: faults[0].count is 0, not a whole number')
  expect(() => createSandbox({ faultSeed: 0.5 })).toThrow('Cannot set faults: seed is 0.5, not a whole number')
})

test('parseFaultList() takes a list, with or without a seed', () => {
  const faults: FaultEntry[] = [
    { ...STATUS, retry_after: '', share: 1 },
    { ...LATE_GRANT, count: 1, data_center: 'de' },
  ]
  expect(parseFaultList(faults)).toEqual({ faults })
  expect(parseFaultList({ faults, seed: 7 })).toEqual({ faults, seed: 7 })
  expect(parseFaultList([])).toEqual({ faults: [] })
})

test('parseFaultList() does not notice what is done to the list afterwards', () => {
  const entry = { ...STATUS, count: 1 }
  const { faults } = parseFaultList([entry])
  entry.count = 0
  expect(faults).toEqual([{ ...STATUS, count: 1 }])
})
