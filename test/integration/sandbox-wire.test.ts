import { Agent, request as openRequest } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSandbox } from '../../edge/sandbox/index.ts'
import { type Listening, listen } from '../../edge/sandbox/node.ts'
import { expectedFlow, runSdkFlow, SDK_SHAPES, type SdkRequest, type SendShape } from '../sandbox/sdk-shapes.ts'

let sandbox: Listening
let agent: Agent
beforeEach(async () => {
  sandbox = await listen(createSandbox(), { port: 0 })
  // One connection for everything: what one request leaves unread, the next one would trip over.
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
})
afterEach(async () => {
  agent.destroy()
  await sandbox.close()
})

/** How a body comes, and how names of headers are written: what `fetch` decides by itself. */
const FRAMINGS = ['its length', 'chunks', 'its length, after 100 Continue', 'names of headers in capitals'] as const

function sendFramed(framing: (typeof FRAMINGS)[number]): SendShape {
  return (prefix, { method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const sent = openRequest(`${sandbox.url}${prefix}${path}`, {
        method,
        agent,
        headers: {
          ...Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              framing === 'names of headers in capitals' ? name.toUpperCase() : name,
              value,
            ]),
          ),
          ...(body !== undefined && framing !== 'chunks' && { 'Content-Length': Buffer.byteLength(body) }),
          ...(body !== undefined && framing === 'its length, after 100 Continue' && { Expect: '100-continue' }),
        },
      })
      sent.once('error', reject)
      sent.once('response', async (response) => {
        let text = ''
        for await (const piece of response) text += piece
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, text })
      })
      if (framing === 'its length, after 100 Continue' && body !== undefined) {
        sent.once('continue', () => sent.end(body))
        sent.flushHeaders()
      } else if (framing === 'chunks' && body !== undefined) {
        for (const piece of body.match(/[\s\S]{1,20}/g) ?? []) sent.write(piece)
        sent.end()
      } else {
        sent.end(body)
      }
    })
}

const walks = SDK_SHAPES.flatMap((make) => {
  const { sdk, prefixes } = make()
  return FRAMINGS.map((framing) => [sdk, framing, prefixes.at(-1) ?? '', make] as const)
})

test.each(walks)('requests in the shape of %s walk through the whole flow when they come with %s', async (...walk) => {
  const [, framing, prefix, make] = walk
  expect(await runSdkFlow(make(), prefix, sendFramed(framing))).toEqual(expectedFlow(prefix))
})

test('a GET with a body is answered, and so is the next request on the same connection', async () => {
  const [make] = SDK_SHAPES
  const shape = make?.()
  const calendars: SdkRequest = { ...(shape?.calendars('unknown') as SdkRequest), body: '{}' }
  for (let round = 0; round < 3; round++) {
    expect((await sendFramed('its length')('', calendars)).status).toBe(401)
  }
})
