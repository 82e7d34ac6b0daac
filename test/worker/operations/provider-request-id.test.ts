import { expect, test } from 'vitest'
import { createWorker, readConfig } from '../../../edge/worker/index.ts'
import { createClock } from '../../helpers/clock.ts'
import { API_KEY, serviceEnvironment } from '../../helpers/service-test-env.ts'
import { WORKER } from '../../helpers/test-env.ts'

test("a line has Cronofy's ID of the last request to Cronofy that failed", async () => {
  const responses = [
    new Response(null, { status: 503, headers: { 'x-request-id': 'first' } }),
    new Response(null, { status: 403, headers: { 'x-request-id': 'second' } }),
    Response.json({ calendars: 5 }, { headers: { 'x-request-id': 'third' } }),
    Response.json({ calendars: [] }, { headers: { 'x-request-id': 'fourth' } }),
    new Response(null, { status: 403, headers: { 'x-request-id': 'not an ID' } }),
  ]
  const logLines: string[] = []
  const worker = createWorker({
    config: readConfig(serviceEnvironment()),
    fetch: () => responses.shift() ?? new Response(null, { status: 500 }),
    wait: createClock().wait,
    log: (line) => void logLines.push(line),
  })
  const body = JSON.stringify({ data_center: 'de', access_token: 'token' })
  const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' }
  for (let requests = 0; requests < 4; requests++) {
    await worker.request(`${WORKER}/permissions/read`, { method: 'POST', headers, body })
  }
  const ids = logLines.map((line) => (JSON.parse(line) as Record<string, unknown>)['provider_request_id'])
  expect(ids).toEqual(['second', 'third', undefined, undefined])
})
