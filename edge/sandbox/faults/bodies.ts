/**
 * Malformed response bodies. They are generated in chunks as the client reads, so that an endless body needs little
 * memory.
 *
 * @module
 */
import { ConnectionReset } from './connections.ts'

/** Waits within a body. Resolves to false if the body has to end at once. */
export type Pause = (ms: number) => Promise<boolean>

export type Chunks = AsyncGenerator<Uint8Array, void, undefined>

const CHUNK_COUNT = 10

/** The pause before a reset. The first half has to arrive before it, or the client would see no response. */
const RESET_DELAY_MS = 20

const CHUNK_BYTES = 262_144

/** The pause between chunks of padding. Without it, a reader in the same process would block its own timers. */
const YIELD_MS = 1

/** Creates a stream of chunks. An error in a chunk ends the stream. `cancel` is called if the reader cancels. */
export function toStream(chunks: Chunks, cancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel,
    },
    // Generate nothing ahead of the reader.
    { highWaterMark: 0 },
  )
}

/** The whole body, spread evenly over `ms` milliseconds. */
export async function* slowChunks(body: Uint8Array, ms: number, pause: Pause): Chunks {
  const size = Math.max(1, Math.ceil(body.length / CHUNK_COUNT))
  for (let index = 0; index < CHUNK_COUNT; index++) {
    await pauseOrReset(pause, ms / CHUNK_COUNT)
    const bytes = body.slice(index * size, (index + 1) * size)
    if (bytes.length > 0) yield bytes
  }
}

/** The first half of the body, and then a connection reset. */
export async function* truncated(body: Uint8Array, pause: Pause): Chunks {
  const half = body.slice(0, Math.floor(body.length / 2))
  if (half.length > 0) yield half
  await pause(RESET_DELAY_MS)
  throw new ConnectionReset()
}

/** A JSON object with an additional first property: a string with this many bytes. `Infinity` never ends. */
export async function* withPadding(json: string, bytes: number, pause: Pause): Chunks {
  const { before, after } = surroundField(json, '"', '"')
  yield encodeUtf8(before)
  const chunk = encodeUtf8('x'.repeat(Math.min(bytes, CHUNK_BYTES)))
  for (let remaining = bytes; remaining > 0; remaining -= chunk.length) {
    await pauseOrReset(pause, YIELD_MS)
    // A copy, because a reader may transfer the buffer.
    yield chunk.slice(0, remaining)
  }
  yield encodeUtf8(after)
}

/** A JSON object with an additional first property: arrays, nested `depth` times. */
export function withNesting(json: string, depth: number): string {
  const { before, after } = surroundField(json, '['.repeat(depth), ']'.repeat(depth))
  return `${before}${after}`
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** Splits a JSON object around the value of an additional first property. */
function surroundField(json: string, open: string, close: string): { before: string; after: string } {
  const remaining = json.startsWith('{') ? json.slice(1) : '}'
  return { before: `{"padding":${open}`, after: `${close}${remaining === '}' ? '' : ','}${remaining}` }
}

async function pauseOrReset(pause: Pause, ms: number): Promise<void> {
  if (!(await pause(ms))) throw new ConnectionReset()
}
