/**
 * Bodies as no healthy server sends them. They are made piece by piece, as fast as they are read: even an endless one
 * takes no more memory than a piece.
 *
 * @module
 */
import { ConnectionReset } from './connections.ts'

/** Waits within a body. False where the body is to end at once. */
export type Pause = (ms: number) => Promise<boolean>

/** The pieces of a body, made as they are asked for. */
export type Chunks = AsyncGenerator<Uint8Array, void, undefined>

/** How many pieces a slow body comes in. */
const CHUNK_COUNT = 10

/**
 * How long a body that is cut stands still before the cut: the half that was sent has to reach its reader first, or it
 * would be a connection without an answer.
 */
const RESET_DELAY_MS = 20

/** The size of a piece of padding. */
const CHUNK_BYTES = 262_144

/** The pause between two pieces of padding: without it, a reader in the same process would starve its own timers. */
const YIELD_MS = 1

/** A body of these pieces. `cancel` is called when the reader wants no more; what the pieces throw ends the body. */
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
    // Nothing is made ahead of its reader.
    { highWaterMark: 0 },
  )
}

/** The whole text, spread evenly over `ms` milliseconds. */
export async function* slowChunks(body: Uint8Array, ms: number, pause: Pause): Chunks {
  const size = Math.max(1, Math.ceil(body.length / CHUNK_COUNT))
  for (let index = 0; index < CHUNK_COUNT; index++) {
    await pauseOrReset(pause, ms / CHUNK_COUNT)
    const bytes = body.slice(index * size, (index + 1) * size)
    if (bytes.length > 0) yield bytes
  }
}

/** Half of the text, then the connection is cut. */
export async function* truncated(body: Uint8Array, pause: Pause): Chunks {
  const half = body.slice(0, Math.floor(body.length / 2))
  if (half.length > 0) yield half
  await pause(RESET_DELAY_MS)
  throw new ConnectionReset()
}

/** The text of a JSON object with a field in front of the others: a text of so many bytes. `Infinity` is without end. */
export async function* withPadding(json: string, bytes: number, pause: Pause): Chunks {
  const { before, after } = surroundField(json, '"', '"')
  yield encodeUtf8(before)
  const chunk = encodeUtf8('x'.repeat(Math.min(bytes, CHUNK_BYTES)))
  for (let remaining = bytes; remaining > 0; remaining -= chunk.length) {
    await pauseOrReset(pause, YIELD_MS)
    // A copy: a reader may take the memory of a piece for itself.
    yield chunk.slice(0, remaining)
  }
  yield encodeUtf8(after)
}

/** The text of a JSON object with a field in front of the others: lists, nested `depth` times. */
export function withNesting(json: string, depth: number): string {
  const { before, after } = surroundField(json, '['.repeat(depth), ']'.repeat(depth))
  return `${before}${after}`
}

/** Bytes in UTF-8. */
export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** The two parts of a JSON object around what stands in its first field; of that field alone where there is no object. */
function surroundField(json: string, open: string, close: string): { before: string; after: string } {
  const remaining = json.startsWith('{') ? json.slice(1) : '}'
  return { before: `{"padding":${open}`, after: `${close}${remaining === '}' ? '' : ','}${remaining}` }
}

async function pauseOrReset(pause: Pause, ms: number): Promise<void> {
  if (!(await pause(ms))) throw new ConnectionReset()
}
