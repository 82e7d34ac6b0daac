import { expect, test } from 'vitest'
import { MAX_FAULTS, parseFaultList } from '../../../edge/sandbox/faults/parse.ts'
import { createSandbox, type FaultEntry } from '../../../edge/sandbox/index.ts'
import { createSandboxClient } from '../sandbox-client.ts'

const RESET = { route: 'GET /v1/calendars', fault: 'reset' } as const
const STATUS = { route: 'GET /v1/calendars', fault: 'status', status: 503 } as const
const LATE_GRANT = { route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 1 } as const

const WRONG: [string, unknown, string][] = [
  ['a string', 'x', 'the body: '],
  ['null', null, 'the body: '],
  ['an object without faults', {}, 'the body: "faults" is missing.'],
  ['faults that are not an array', { faults: {} }, '/faults: '],
  ['an unknown property', { faults: [], sead: 1 }, '/sead: This property is unknown.'],
  ['a seed that is a string', { faults: [], seed: '1' }, '/seed: '],
  ['a seed below 0', { faults: [], seed: -1 }, '/seed: '],
  ['a seed that is not an integer', { faults: [], seed: 1.5 }, '/seed: '],
  ['a seed over 32 bits', { faults: [], seed: 2 ** 32 }, '/seed: '],
  ['an entry that is not an object', [RESET, 5], '/faults/1: '],
  ['an entry that is an array', [[RESET]], '/faults/0: '],
  ['no route', [{ fault: 'reset' }], '/faults/0: "route" is missing.'],
  ['an unknown route', [{ ...RESET, route: 'GET /v1/calendar' }], '/faults/0/route: '],
  ['a route that is not a string', [{ ...RESET, route: ['GET /v1/calendars'] }], '/faults/0/route: '],
  ['no fault', [{ route: 'GET /v1/calendars' }], '/faults/0: "fault" is missing.'],
  ['an unknown fault', [{ ...RESET, fault: 'resett' }], '/faults/0/fault: '],
  ['a fault named like a property of Object.prototype', [{ ...RESET, fault: 'toString' }], '/faults/0/fault: '],
  [
    'a fault that does not apply to the route',
    [{ ...RESET, fault: 'url_and_accepted' }],
    '/faults/0/fault: "url_and_accepted" cannot hit "GET /v1/calendars". Use one of "POST /v1/permissions".',
  ],
  [
    'a response fault for the access page',
    [{ ...RESET, route: 'POST /permissions/{id}' }],
    '/faults/0/fault: "reset" cannot hit "POST /permissions/{id}".',
  ],
  [
    'an empty response where that is the normal one',
    [{ route: 'POST /oauth/token/revoke', fault: 'empty' }],
    '/faults/0/fault: "empty" cannot hit "POST /oauth/token/revoke".',
  ],
  ['a parameter of another fault', [{ ...RESET, ms: 1 }], '/faults/0/ms: This property is unknown.'],
  ['__proto__ as a property', [JSON.parse('{"__proto__":1}')], '/faults/0: "route" is missing.'],
  ['count and share', [{ ...RESET, count: 1, share: 1 }], '/faults/0: Set either "count" or "share".'],
  ['count 0', [{ ...RESET, count: 0 }], '/faults/0/count: '],
  ['a count that is not an integer', [{ ...RESET, count: 1.5 }], '/faults/0/count: '],
  ['a count that is a string', [{ ...RESET, count: '1' }], '/faults/0/count: '],
  ['a count of null', [{ ...RESET, count: null }], '/faults/0/count: '],
  ['share 0', [{ ...RESET, share: 0 }], '/faults/0/share: '],
  ['a share over 1', [{ ...RESET, share: 1.01 }], '/faults/0/share: '],
  ['a share that is a string', [{ ...RESET, share: '0.5' }], '/faults/0/share: '],
  ['an unknown data center', [{ ...RESET, data_center: 'eu' }], '/faults/0/data_center: '],
  ['no status', [{ ...STATUS, status: undefined }], '/faults/0: "status" is missing.'],
  ['status 200', [{ ...STATUS, status: 200 }], '/faults/0/status: '],
  ['a status that is a string', [{ ...STATUS, status: '503' }], '/faults/0/status: '],
  ['Retry-After as a number', [{ ...STATUS, retry_after: 1 }], '/faults/0/retry_after: '],
  ['Retry-After with a line break', [{ ...STATUS, retry_after: '1\r\nx: y' }], '/faults/0/retry_after: '],
  ['an unknown body', [{ ...STATUS, body: 'xml' }], '/faults/0/body: '],
  ['no ms', [{ ...RESET, fault: 'slow_headers' }], '/faults/0: "ms" is missing.'],
  ['ms below 0', [{ ...RESET, fault: 'slow_body', ms: -1 }], '/faults/0/ms: '],
  ['too many ms', [{ route: 'POST /oauth/token', fault: 'response_timeout', ms: 600_001 }], '/faults/0/ms: '],
  ['no content type', [{ ...RESET, fault: 'content_type' }], '/faults/0: "content_type" is missing.'],
  ['an invalid content type', [{ ...RESET, fault: 'content_type', content_type: 'ä' }], '/faults/0/content_type: '],
  ['no url', [{ route: 'POST /v1/permissions', fault: 'foreign_url' }], '/faults/0: "url" is missing.'],
  ['a url that is not a string', [{ route: 'POST /v1/permissions', fault: 'foreign_url', url: 5 }], '/faults/0/url: '],
  ['no location', [{ ...RESET, fault: 'redirect' }], '/faults/0: "location" is missing.'],
  [
    'a status that does not redirect',
    [{ ...RESET, fault: 'redirect', location: 'https://a.example/', status: 303 }],
    '/faults/0/status: ',
  ],
  ['depth 0', [{ ...RESET, fault: 'deeply_nested_json', depth: 0 }], '/faults/0/depth: '],
  ['too many bytes', [{ ...RESET, fault: 'oversized_json', bytes: 2e9 }], '/faults/0/bytes: '],
  ['no reads', [{ ...LATE_GRANT, reads: undefined }], '/faults/0: "reads" is missing.'],
  ['reads 0', [{ ...LATE_GRANT, reads: 0 }], '/faults/0/reads: '],
  ['too many faults', Array.from({ length: MAX_FAULTS + 1 }, () => RESET), '/faults: '],
]

test.each(WRONG)('parseFaultList() throws with the reason when it is given %s', (_, value, state) => {
  expect(() => parseFaultList(value)).toThrow(TypeError)
  expect(() => parseFaultList(value)).toThrow(`Cannot set faults: ${state}`)
})

test.each(WRONG)(
  'PUT /sandbox/faults responds with 422 and changes nothing when it is given %s',
  async (_, json, state) => {
    const { call, setFaults } = createSandboxClient()
    await setFaults(RESET)
    const before = (await call('/sandbox/faults')).json
    const response = await call('/sandbox/faults', { method: 'PUT', json })
    expect(response.status).toBe(422)
    expect(response.json).toEqual({ error: expect.stringContaining(`Cannot set faults: ${state}`) })
    expect((await call('/sandbox/faults')).json).toEqual(before)
  },
)

test('createSandbox() throws when a fault or the seed is invalid', () => {
  const faults = [{ ...RESET, count: 0 }]
  expect(() => createSandbox({ faults })).toThrow('Cannot set faults: /faults/0/count: ')
  expect(() => createSandbox({ faultSeed: 0.5 })).toThrow('Cannot set faults: /seed: ')
})

test('parseFaultList() accepts an array, and an object with or without a seed', () => {
  const faults: FaultEntry[] = [
    { ...STATUS, retry_after: '', share: 1 },
    { ...LATE_GRANT, count: 1, data_center: 'de' },
  ]
  expect(parseFaultList(faults)).toEqual({ faults })
  expect(parseFaultList({ faults, seed: 7 })).toEqual({ faults, seed: 7 })
  expect(parseFaultList([])).toEqual({ faults: [] })
})

test('parseFaultList() copies the entries', () => {
  const entry = { ...STATUS, count: 1 }
  const { faults } = parseFaultList([entry])
  entry.count = 0
  expect(faults).toEqual([{ ...STATUS, count: 1 }])
})
