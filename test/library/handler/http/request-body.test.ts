import { describe, expect, test } from 'vitest'
import { readFields } from '../../../../src/handler/http/request-body.ts'

const FORM = 'application/x-www-form-urlencoded'
const MAX_BYTES = 64 * 1024

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request('https://app.example.com/start', {
    method: 'POST',
    body,
    headers: { 'content-type': FORM, ...headers },
    duplex: 'half',
  } as RequestInit)
}

describe('readFields()', () => {
  test('returns every value of a repeated field of a form', async () => {
    expect(await readFields(post('calendar_id=a&calendar_id=b&calendar_id=c&return_to=%2Fx'))).toEqual({
      calendar_id: ['a', 'b', 'c'],
      return_to: '/x',
    })
  })

  test('accepts a body with a length of exactly 64 KiB (T12)', async () => {
    const body = `a=${'x'.repeat(MAX_BYTES - 2)}`
    const fields = await readFields(post(body, { 'content-length': String(MAX_BYTES) }))
    expect(fields).toEqual({ a: body.slice(2) })
  })

  test.each([
    ['too long (T12)', 'request_too_large', 0x61],
    ['not UTF-8 (T30)', 'invalid_request', 0xff],
  ])('cancels a body that is %s', async (_, code, byte) => {
    let isCanceled = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(40_000).fill(byte)),
      cancel: () => {
        isCanceled = true
      },
    })
    await expect(readFields(post(endless))).rejects.toMatchObject({ code })
    await expect.poll(() => isCanceled).toBe(true)
  })
})
