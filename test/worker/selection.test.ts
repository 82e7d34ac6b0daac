/** A selection that cannot be understood grants nothing, on every runtime, with an account that needs no page (T23). */
import { type Context, Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { createEnterpriseModule } from '../helpers/enterprise-module.ts'

const ORIGIN = 'https://app.example.com'
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const WORK = 'cal_de_enterprise1_work'

/** An application whose user has an Enterprise Connect account. `before` runs in front of the module. */
async function setUp(before?: (c: Context) => unknown) {
  const { module, calls, requested } = await createEnterpriseModule(ORIGIN)
  const app = new Hono()
  app.use(async (c, next) => {
    await before?.(c)
    return next()
  })
  app.route('/permissions', module)
  const start = async (body: BodyInit | null, headers: Record<string, string>) => {
    const init = { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin', ...headers }, duplex: 'half' }
    const response = await app.request(new Request(`${ORIGIN}/permissions/start`, init as RequestInit))
    const location = response.headers.get('location')
    const { code } = response.headers.get('content-type')?.includes('json')
      ? ((await response.json()) as { code?: string })
      : { code: /<small>(\w+)<\/small>/.exec(await response.text())?.[1] }
    return {
      status: response.status,
      code: location === null ? code : new URL(location).searchParams.get('permission_error'),
    }
  }
  return { start, calls, requested }
}

function stream(...chunks: (string | Error)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else if (chunk instanceof Error) controller.error(chunk)
      else controller.enqueue(new TextEncoder().encode(chunk))
    },
  })
}

describe('POST start with a form', () => {
  test.each([
    ['no field', ''],
    ['another field', 'csrf=1'],
    ['an empty ID', 'calendar_id='],
    ['a short name', `cal_id=${WORK}`],
    ['a plural', `ids=${WORK}`],
    ['a Cyrillic letter', `сalendar_id=${WORK}`],
    ['a name with a blank', `calendar id=${WORK}`],
  ])('selects nothing when it has %s (T23)', async (_, body) => {
    const { start, calls } = await setUp()
    const { status, code } = await start(body, { 'content-type': FORM })
    expect([
      [303, 'no_calendar_selected'],
      [400, 'invalid_request'],
    ]).toContainEqual([status, code])
    expect(calls).toEqual([])
  })

  test.each([
    ['a misspelled name', `calender_id=${WORK}`],
    ['a misspelled name beside the right one', `calendar_id=${WORK}&calender_id=x`],
    ['brackets', `calendar_id[]=${WORK}`],
    ['a plural', `calendar_ids=${WORK}`],
    ['a short plural', `calendars=${WORK}`],
    ['camel case', `calendarId=${WORK}`],
    ['a misspelled all', 'all_calenders=true'],
    ['Latin-1 bytes', new Uint8Array([...new TextEncoder().encode('all_calendars=true&x='), 0xe4])],
    ['an escape that is not UTF-8', 'all_calendars=true&x=%E4'],
    ['an overlong escape', 'all_calendars=true&x=%C0%AF'],
  ])('is 400 invalid_request when it has %s (T23, T30)', async (_, body) => {
    const { start, calls } = await setUp()
    expect(await start(body as BodyInit, { 'content-type': FORM })).toEqual({ status: 400, code: 'invalid_request' })
    expect(calls).toEqual([])
  })

  test.each(['1', 'TRUE', 'True', 'on', 'yes', 'false', '', 'true ', 'true&all_calendars=true'])(
    'is 422 invalid_selection when all_calendars is %j (T23)',
    async (value) => {
      const { start, calls } = await setUp()
      const response = await start(`all_calendars=${value}`, { 'content-type': FORM })
      expect(response).toEqual({ status: 422, code: 'invalid_selection' })
      expect(calls).toEqual([])
    },
  )

  test.each([`calendar_id=${WORK}&all_calendars=true`, 'calendar_id=&all_calendars=true'])(
    'is 422 invalid_selection with both selections: %s (T23)',
    async (body) => {
      const { start, calls } = await setUp()
      expect(await start(body, { 'content-type': FORM })).toEqual({ status: 422, code: 'invalid_selection' })
      expect(calls).toEqual([])
    },
  )
})

describe('POST start with JSON', () => {
  test.each([
    ['{}', 422, 'no_calendar_selected'],
    ['{"calendar_id":[]}', 422, 'no_calendar_selected'],
    ['{"calendar_ids":["x"]}', 400, 'invalid_request'],
    ['{"calendar_id":null}', 400, 'invalid_request'],
    ['{"all_calendars":"1"}', 422, 'invalid_selection'],
    ['{"all_calendars":"true"}', 422, 'invalid_selection'],
    ['{"all_calendars":1}', 422, 'invalid_selection'],
    ['{"all_calendars":false}', 422, 'invalid_selection'],
    ['{"all_calendars":[true]}', 422, 'invalid_selection'],
    [`{"calendar_id":["${WORK}"],"all_calendars":true}`, 422, 'invalid_selection'],
    ['[]', 400, 'invalid_request'],
    ['true', 400, 'invalid_request'],
    ['{"all_calendars":true', 400, 'invalid_request'],
    [
      new Uint8Array([...new TextEncoder().encode('{"all_calendars":true,"x":"'), 0xe4, 0x22, 0x7d]),
      400,
      'invalid_request',
    ],
  ])('requests nothing for %s (T23, T30)', async (body, status, code) => {
    const { start, calls } = await setUp()
    expect(await start(body as BodyInit, { 'content-type': JSON_TYPE })).toMatchObject({ status, code })
    expect(calls).toEqual([])
  })
})

test.each([
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="all_calendars"\r\n\r\ntrue\r\n--x--',
  ],
  ['multipart/form-data; boundary=x', `--x\r\nContent-Disposition: form-data; name="calendar_id"\r\n\r\n${WORK}`],
  [`${FORM}; charset=iso-8859-1`, 'all_calendars=true'],
  [`${FORM}; charset=utf-16`, 'all_calendars=true'],
  [`${JSON_TYPE}; charset=windows-1252`, '{"all_calendars":true}'],
  ['text/plain', 'all_calendars=true'],
])('POST start is 415 for %s (T23, T30)', async (type, body) => {
  const { start, calls } = await setUp()
  expect(await start(body, { 'content-type': type })).toMatchObject({ status: 415 })
  expect(calls).toEqual([])
})

test.each(['gzip', 'br', 'identity, gzip', 'x'])('POST start is 415 for the encoding %s (T23)', async (encoding) => {
  const { start, calls } = await setUp()
  const headers = { 'content-type': FORM, 'content-encoding': encoding }
  expect(await start('all_calendars=true', headers)).toMatchObject({ status: 415 })
  expect(calls).toEqual([])
})

describe('a body that other code has touched', () => {
  test.each([
    ['was read from the request', (c: Context) => c.req.raw.text()],
    ['is locked by a reader', (c: Context) => void c.req.raw.body?.getReader()],
    [
      'was replaced by an empty one',
      (c: Context) => {
        c.req.raw = new Request(c.req.raw, { body: stream() as never, duplex: 'half' } as RequestInit)
      },
    ],
  ])('that %s is 400 body_already_read, and selects nothing (T23)', async (_, before) => {
    for (const [type, body] of [
      [FORM, `calendar_id=${WORK}`],
      [JSON_TYPE, `{"calendar_id":["${WORK}"]}`],
    ] as const) {
      const { start, calls } = await setUp(before)
      const headers = { 'content-type': type, 'content-length': String(body.length) }
      expect(await start(body, headers)).toEqual({ status: 400, code: 'body_already_read' })
      expect(calls).toEqual([])
    }
  })

  test.each([
    ['parseBody()', (c: Context) => c.req.parseBody()],
    ['text()', (c: Context) => c.req.text()],
    ['arrayBuffer()', (c: Context) => c.req.arrayBuffer()],
    ['formData()', (c: Context) => c.req.formData()],
  ])('through c.req.%s is used as it is, and no more than it says is requested (T23)', async (_, before) => {
    const { start, requested } = await setUp(before)
    expect(await start(`calendar_id=${WORK}`, { 'content-type': FORM })).toEqual({ status: 303, code: null })
    expect(requested).toEqual([WORK])
  })

  test('through c.req.json() is used as it is (T23)', async () => {
    const { start, requested } = await setUp((c) => c.req.json())
    expect(await start(`{"calendar_id":"${WORK}"}`, { 'content-type': JSON_TYPE })).toMatchObject({ status: 200 })
    expect(requested).toEqual([WORK])
  })
})

test('a body that other code repaired while it read it is 400 (T23, T30)', async () => {
  for (const [type, before] of [
    [JSON_TYPE, (c: Context) => c.req.text()],
    [FORM, (c: Context) => c.req.text()],
  ] as const) {
    const text = type === FORM ? 'all_calendars=true&x=' : '{"all_calendars":true,"x":"'
    const { start, calls } = await setUp(before)
    const body = new Uint8Array([...new TextEncoder().encode(text), 0xe4, ...(type === FORM ? [] : [0x22, 0x7d])])
    expect(await start(body, { 'content-type': type })).toEqual({ status: 400, code: 'body_already_read' })
    expect(calls).toEqual([])
  }
})

test('a body that other code could not read is 400 (T23)', async () => {
  const { start, calls } = await setUp((c) => c.req.text().catch(() => undefined))
  const body = stream('all_calendars', new Error('reset'))
  expect(await start(body, { 'content-type': FORM })).toEqual({ status: 400, code: 'body_already_read' })
  expect(calls).toEqual([])
})

describe('a body that was lost in transit', () => {
  test.each([
    ['ends with an error', stream(`calendar_id=${WORK}&calendar`, new Error('reset')), {}],
    ['is shorter than its length', `calendar_id=${WORK}`, { 'content-length': '4000' }],
  ])('is 400 invalid_request when it %s (T23)', async (_, body, headers) => {
    const { start, calls } = await setUp()
    const response = await start(body as BodyInit, { 'content-type': FORM, ...(headers as Record<string, string>) })
    expect(response).toEqual({ status: 400, code: 'invalid_request' })
    expect(calls).toEqual([])
  })

  test.each([
    ['with its length', 'a'.repeat(65_600), {}],
    ['in chunks', stream('a'.repeat(40_000), 'a'.repeat(40_000)), {}],
  ])('is 413 when it is too long, %s (T12, T23)', async (_, body, headers) => {
    const { start, calls } = await setUp()
    const response = await start(body as BodyInit, { 'content-type': FORM, ...headers })
    expect(response).toEqual({ status: 413, code: 'request_too_large' })
    expect(calls).toEqual([])
  })
})

test('POST start requests what is named, or all if that is said (T23)', async () => {
  const named = await setUp()
  expect(await named.start(stream('calendar_id=', WORK), { 'content-type': FORM })).toEqual({ status: 303, code: null })
  expect(named.requested).toEqual([WORK])
  const all = await setUp()
  expect(await all.start('all_calendars=true', { 'content-type': FORM })).toEqual({ status: 303, code: null })
  expect(all.requested.length).toBeGreaterThan(1)
})
