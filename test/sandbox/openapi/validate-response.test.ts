import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { defaultSeed, type Seed } from '../../../edge/sandbox/index.ts'
import { createSchemaValidator } from '../../../edge/sandbox/openapi/schema-validator.ts'
import {
  bufferResponse,
  jsonResponse,
  type Operation,
  validateResponses,
} from '../../../edge/sandbox/openapi/validate-response.ts'
import { description } from '../../../generated/description.ts'
import { createSandboxClient } from '../sandbox-client.ts'

function operation(id: string): Operation {
  const found = description.operations.find(({ operationId }) => operationId === id)
  if (found === undefined) throw new Error(`Cannot find operation "${id}"`)
  return found
}

async function validate(id: string, response: Response): Promise<{ status: number; text: string; headers: Headers }> {
  const app = new Hono()
  app.use(validateResponses(createSchemaValidator(), operation(id)))
  app.all('*', () => response)
  const got = await app.request('/')
  return { status: got.status, text: await got.text(), headers: got.headers }
}

const FAULT = 'This is a bug of the emulator. Cannot respond to GET /v1/calendars: '

test.each([
  ['has a status that is not described', new Response('', { status: 418 }), 'openapi.yaml has no status 418 here'],
  ['has no body', new Response('', { status: 200 }), 'the body is empty'],
  ['is not JSON', new Response('x', { status: 200 }), 'openapi.yaml has no "text/plain" with status 200 here'],
  ['lacks a field', Response.json({}), 'openapi.yaml does not allow these fields: calendars'],
  [
    'has a field of the wrong type',
    Response.json({ calendars: [{ calendar_id: 5 }] }),
    'openapi.yaml does not allow these fields: calendars[0].calendar_id',
  ],
])('validateResponses() answers 500 when the answer %s', async (_, response, state) => {
  response.headers.set('x-old', 'kept')
  const { status, text, headers } = await validate('listCalendars', response)
  expect(status).toBe(500)
  expect(JSON.parse(text)).toEqual({ error: 'sandbox_error', error_description: `${FAULT}${state}.` })
  expect(headers.has('x-old')).toBe(false)
})

test('validateResponses() answers 500 when a body comes where none is described', async () => {
  expect((await validate('revokeToken', Response.json({}))).status).toBe(500)
})

test('validateResponses() holds a 202 against the description too, and lets no other operation answer it', async () => {
  expect((await validate('requestPermissions', Response.json({ url: 'x' }, { status: 202 }))).status).toBe(500)
  expect((await validate('listCalendars', Response.json({ calendars: [] }, { status: 202 }))).status).toBe(500)
})

test.each([
  ['a valid answer', 'listCalendars', Response.json({ calendars: [] })],
  ['an error without a body', 'listCalendars', new Response(null, { status: 401 })],
  ['an error with a body', 'listCalendars', Response.json({ error: 'x' }, { status: 423 })],
  ['a status of the 5XX range', 'listCalendars', Response.json({ error: 'x' }, { status: 503 })],
  ['an empty answer where none is described', 'revokeToken', new Response(null, { status: 200 })],
  [
    'a permission request that is answered 202',
    'requestPermissions',
    Response.json({ permissions_request: { accepted: true } }, { status: 202 }),
  ],
])('validateResponses() lets %s pass', async (_, id, response) => {
  const expected = { status: response.status, text: await response.clone().text() }
  expect(await validate(id, response)).toMatchObject(expected)
})

test('GET /v1/calendars answers 500 and blames the sandbox when the seed has a name that is no text', async () => {
  const seed: Seed = {
    clients: defaultSeed.clients,
    accounts: [
      {
        name: 'broken',
        description: '',
        profiles: [{ id: 'p', provider: 'google', name: 'p', calendars: [{ id: 'c', name: 5 as unknown as string }] }],
      },
    ],
  }
  const { call, token } = createSandboxClient({ seed })
  const response = await call('/v1/calendars', { token: await token('broken') })
  expect(response.status).toBe(500)
  expect(response.text).toContain('This is a bug of the emulator. Cannot respond to GET /v1/calendars')
  expect(response.text).toContain('calendars[0].calendar_name')
})

test('validateResponses() answers 500 when an answer that was right before is not so any more', async () => {
  const responses = [
    { calendars: [] },
    { calendars: [] },
    { calendars: [{}] },
    { calendars: [] },
    { calendars: 'none' },
  ]
  const app = new Hono()
  app.use(validateResponses(createSchemaValidator(), operation('listCalendars')))
  app.all('*', (c) => jsonResponse(c, JSON.stringify(responses.shift() ?? {})))
  const statuses: number[] = []
  for (let call = 0; call < 6; call++) statuses.push((await app.request('/')).status)
  expect(statuses).toEqual([200, 200, 500, 200, 500, 500])
})

test('bufferResponse() reads the answer that there is, not one that it took the place of', async () => {
  const app = new Hono()
  const texts: string[] = []
  app.use(async (c, next) => {
    await next()
    c.res = undefined
    c.res = new Response('another', { status: 203, headers: { 'x-other': 'y' } })
    texts.push((await bufferResponse(c)).text, (await bufferResponse(c)).text)
  })
  app.all('*', (c) => jsonResponse(c, '{}'))
  const got = await app.request('/')
  expect(texts).toEqual(['another', 'another'])
  expect({ status: got.status, other: got.headers.get('x-other'), text: await got.text() }).toEqual({
    status: 203,
    other: 'y',
    text: 'another',
  })
})
