/** The module behind the body parsers of other frameworks: it never requests more than the user selected (T23). */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import formbody from '@fastify/formbody'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import helmet from 'helmet'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { sendResponse, toRequest } from '../../../src/handler/index.ts'
import { createEnterpriseModule } from '../../helpers/enterprise-module.ts'

const ORIGIN = 'http://localhost:3000'
const WORK = 'cal_de_enterprise1_work'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The module as a Node handler, for a user with an Enterprise Connect account, and what it requests. */
async function createModule() {
  const { module, requested } = await createEnterpriseModule(ORIGIN)
  return { listener: getRequestListener(new Hono().route('/permissions', module).fetch), requested }
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const BODIES = [
  ['application/x-www-form-urlencoded', `calendar_id=${WORK}`],
  ['application/json', JSON.stringify({ calendar_id: [WORK] })],
] as const

async function start(url: string, type: string, body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/permissions/start`, {
    method: 'POST',
    headers: { 'content-type': type, 'sec-fetch-site': 'same-origin', ...headers },
    body,
  })
  return { status: response.status, body: (await response.json()) as { code?: string; status?: unknown } }
}

test.each(BODIES)('behind the parsers of Express, a start is 400 body_already_read: %s (T23)', async (type, body) => {
  const { listener, requested } = await createModule()
  const app = express().use(express.urlencoded(), express.json()).use(listener)
  expect(await start(await listen(app), type, body)).toEqual({
    status: 400,
    body: { code: 'body_already_read', message: expect.any(String) },
  })
  expect(requested).toEqual([])
})

test.each(BODIES)('behind the parsers of Fastify, a start is 400 body_already_read: %s (T23)', async (type, body) => {
  const { listener, requested } = await createModule()
  const app = fastify()
  await app.register(formbody)
  app.all('/permissions/*', (request, reply) => {
    reply.hijack()
    return listener(request.raw, reply.raw)
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    const { port } = app.server.address() as AddressInfo
    const response = await start(`http://127.0.0.1:${port}`, type, body)
    expect(response).toEqual({ status: 400, body: { code: 'body_already_read', message: expect.any(String) } })
    expect(requested).toEqual([])
  } finally {
    await app.close()
  }
})

test.each(BODIES)(
  'in front of the parsers of Express, a start requests what is named: %s (T23)',
  async (type, body) => {
    const { listener, requested } = await createModule()
    const app = express().use('/permissions', (request, response) => {
      request.url = request.originalUrl
      return listener(request, response)
    })
    expect(await start(await listen(app), type, body)).toMatchObject({
      status: 200,
      body: { status: 'done', permission_status: 'granted' },
    })
    expect(requested).toEqual([WORK])
  },
)

test.each(BODIES)('behind the parsers of Express, toRequest() keeps what is named: %s', async (type, body) => {
  const { handler, requested } = await createEnterpriseModule(ORIGIN)
  const app = express()
    .use(express.urlencoded(), express.json())
    .use('/permissions', async (request, response) => {
      await sendResponse(response, await handler.fetch(toRequest(request), undefined))
    })
  expect(await start(await listen(app), type, body)).toMatchObject({
    status: 200,
    body: { status: 'done', permission_status: 'granted' },
  })
  expect(requested).toEqual([WORK])
})

test.each(BODIES)('behind the parsers of Fastify, toRequest() keeps what is named: %s', async (type, body) => {
  const { handler, requested } = await createEnterpriseModule(ORIGIN)
  const app = fastify()
  await app.register(formbody)
  app.all('/permissions/*', async (request, reply) => reply.send(await handler.fetch(toRequest(request), undefined)))
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    expect(await start(url, type, body)).toMatchObject({ status: 200 })
    expect(requested).toEqual([WORK])
  } finally {
    await app.close()
  }
})

test("helmet's default policy sends Origin: null, which is accepted beside Sec-Fetch-Site: same-origin (T16)", async () => {
  const { listener, requested } = await createModule()
  const app = express().use(helmet()).use(listener)
  const url = await listen(app)
  const page = await fetch(`${url}/permissions/return`)
  expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  const [type, body] = BODIES[0]
  expect(await start(url, type, body, { origin: 'null' })).toMatchObject({ status: 200 })
  expect(requested).toEqual([WORK])
})
