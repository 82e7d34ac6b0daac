import { describe, expect, test } from 'vitest'
import { readFields } from '../../../../src/handler/http/request-body.ts'
import { type NodeRequest, sendResponse, toRequest } from '../../../../src/handler/http/to-request.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const JSON_TYPE = { 'content-type': 'application/json' }

const post = (overrides: Partial<NodeRequest>): NodeRequest => ({
  method: 'POST',
  url: '/start',
  headers: FORM,
  ...overrides,
})

/** A body that arrives in chunks, as from a socket. */
async function* chunks(...parts: unknown[]) {
  yield* parts
}

const bytes = (text: string) => new TextEncoder().encode(text)

describe('toRequest()', () => {
  test.each<[string, Partial<NodeRequest>]>([
    ['an object of a form', { body: { calendar_id: ['a', 'b'], return_to: '/x' } }],
    ['a string', { body: 'calendar_id=a&calendar_id=b&return_to=%2Fx' }],
    ['bytes', { body: bytes('calendar_id=a&calendar_id=b&return_to=%2Fx') }],
    ['an object of JSON', { headers: JSON_TYPE, body: { calendar_id: ['a', 'b'], return_to: '/x' } }],
    [
      'the text of JSON',
      {
        headers: { ...JSON_TYPE, 'content-length': '43' },
        body: '{"calendar_id":["a","b"],"return_to": "/x"}',
      },
    ],
    [
      'an object of a compressed form',
      { headers: { ...FORM, 'content-encoding': 'gzip' }, body: { calendar_id: ['a', 'b'], return_to: '/x' } },
    ],
    [
      'an object of JSON with its length',
      { headers: { ...JSON_TYPE, 'content-length': '43' }, body: { calendar_id: ['a', 'b'], return_to: '/x' } },
    ],
    ['the text of JSON without a length', { headers: JSON_TYPE, body: '{"calendar_id":["a","b"],"return_to":"/x"}' }],
    [
      'the text of compressed JSON',
      {
        headers: { ...JSON_TYPE, 'content-encoding': 'gzip', 'content-length': '20' },
        body: '{"calendar_id":["a","b"],"return_to":"/x"}',
      },
    ],
    [
      'the text of a compressed form',
      {
        headers: { ...FORM, 'content-encoding': 'gzip', 'content-length': '20' },
        body: 'calendar_id=a&calendar_id=b&return_to=%2Fx',
      },
    ],
  ])('rebuilds a body that was parsed to %s', async (_, overrides) => {
    const fields = await readFields(toRequest(post(overrides)))
    expect(fields).toEqual({ calendar_id: ['a', 'b'], return_to: '/x' })
  })

  test('rebuilds an empty object of JSON', async () => {
    const request = toRequest(post({ headers: { ...JSON_TYPE, 'content-length': '2' }, body: {} }))
    expect(await readFields(request)).toEqual({})
  })

  test('prefers a parsed body to a stream that does not say whether it was read', async () => {
    const read = Object.assign(chunks(), post({ body: { calendar_id: 'a' } }))
    expect(await readFields(toRequest(read))).toEqual({ calendar_id: 'a' })
  })

  test('closes the stream of a body that is too long (T12)', async () => {
    let isClosed = false
    async function* endless() {
      try {
        for (;;) yield new Uint8Array(40_000)
      } finally {
        isClosed = true
      }
    }
    const request = toRequest(post({ raw: endless() }))
    await expect(readFields(request)).rejects.toMatchObject({ code: 'request_too_large' })
    await expect.poll(() => isClosed).toBe(true)
  })

  test('has the defaults of a request: GET and /', () => {
    const request = toRequest({ headers: {} })
    expect([request.method, request.url]).toEqual(['GET', 'http://localhost/'])
  })

  test('passes a body on that nothing has read, also beside the empty object of Express 4', async () => {
    const untouched = Object.assign(chunks(bytes('calendar_id=a')), post({ body: {} }), { readableDidRead: false })
    expect(await readFields(toRequest(untouched))).toEqual({ calendar_id: 'a' })
    const stream = Object.assign(chunks(bytes('calendar_id=a&'), bytes('calendar_id=b')), post({}))
    expect(await readFields(toRequest(stream))).toEqual({ calendar_id: ['a', 'b'] })
    const wrapped = post({ raw: chunks(bytes('calendar_id=a')), body: null })
    expect(await readFields(toRequest(wrapped))).toEqual({ calendar_id: 'a' })
  })

  test.each<[string, Partial<NodeRequest>]>([
    ['was read and not kept', { raw: Object.assign(chunks(), { readableDidRead: true }) }],
    ['is no stream', {}],
    ['is null', { body: null }],
    ['is a form with an object', { body: { calendar_id: { 0: 'a' } } }],
    ['is a form with a number', { body: { calendar_id: 5 } }],
    ['was repaired', { body: 'calendar_id=a\uFFFD' }],
    ['was repaired in JSON', { headers: JSON_TYPE, body: { calendar_id: 'a\uFFFD' } }],
    ['was announced and is empty', { headers: { ...FORM, 'content-length': '14' }, body: {} }],
    ['was chunked and is empty', { headers: { ...FORM, 'transfer-encoding': 'chunked' }, body: '' }],
    ['is a function', { body: () => 'all_calendars=true' }],
    ['is a form with an empty list', { body: { calendar_id: [], all_calendars: 'true' } }],
    ['was announced, and is an empty object', { headers: { ...JSON_TYPE, 'content-length': '60' }, body: {} }],
    [
      'was parsed to a string of JSON',
      { headers: { ...JSON_TYPE, 'content-length': '26' }, body: '{"all_calendars":true}' },
    ],
    ['is an object that JSON cannot express', { headers: JSON_TYPE, body: { calendar_id: 1n } }],
  ])('is rejected with body_already_read when the body %s (T23)', async (_, overrides) => {
    await expect(readFields(toRequest(post(overrides)))).rejects.toMatchObject({ code: 'body_already_read' })
  })

  test('rejects a field of a form that was repaired (T30)', async () => {
    const request = toRequest(post({ body: { calendar_id: 'a\uFFFD' } }))
    await expect(readFields(request)).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('rejects a stream of strings, which was decoded already (T30)', async () => {
    const request = toRequest(post({ raw: chunks('all_calendars=true') }))
    await expect(readFields(request)).rejects.toMatchObject({ code: 'invalid_request' })
  })

  test('keeps the method, the whole path, and every header', () => {
    const request = toRequest({
      method: 'GET',
      url: '/return?request=x',
      originalUrl: '/permissions/return?request=x',
      headers: { host: 'app.example.com', cookie: 'a=b', 'x-list': ['1', '2'], ':path': '/', absent: undefined },
    })
    expect([request.method, request.url]).toEqual(['GET', 'http://localhost/permissions/return?request=x'])
    expect(Object.fromEntries(request.headers)).toEqual({ host: 'app.example.com', cookie: 'a=b', 'x-list': '1, 2' })
  })

  test.each(['http://user:pass@localhost/start', '*', 'localhost:443', ''])(
    'makes a path without a route of %j (T31)',
    (url) => {
      expect(new URL(toRequest({ method: 'GET', url, headers: {} }).url).pathname).toBe('/%')
    },
  )

  test.each(['CONNECT', 'TRACE', 'track'])('does not throw for %s, and performs no step', (method) => {
    expect(toRequest({ method, url: '/return', headers: {} }).method).toBe('OPTIONS')
  })
})

test('sendResponse() writes the status, the body, and headers, and keeps several cookies', async () => {
  const written: string[] = []
  const res = {
    statusCode: 200,
    setHeader: (name: string, value: string) => written.push(`set ${name}: ${value}`),
    appendHeader: (name: string, value: string) => written.push(`append ${name}: ${value}`),
    end: (body: Uint8Array) => written.push(new TextDecoder().decode(body)),
  }
  const response = new Response('page', { status: 403, headers: { 'content-type': 'text/html' } })
  response.headers.append('set-cookie', 'a=1')
  response.headers.append('set-cookie', 'b=2')
  await sendResponse(res, response)
  expect(res.statusCode).toBe(403)
  expect(written).toEqual(['set content-type: text/html', 'append set-cookie: a=1', 'append set-cookie: b=2', 'page'])
})
