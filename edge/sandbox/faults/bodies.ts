/**
 * Bodies as no healthy server sends them. They are made piece by piece, as fast as they are read: even an endless one
 * takes no more memory than a piece.
 *
 * @module
 */
import { ConnectionCut } from './connections.ts'

/** Waits within a body. False where the body is to end at once. */
export type Pause = (ms: number) => Promise<boolean>

/** The pieces of a body, made as they are asked for. */
export type Pieces = AsyncGenerator<Uint8Array, void, undefined>

/** How many pieces a slow body comes in. */
const DRIBBLES = 10

/**
 * How long a body that is cut stands still before the cut: the half that was sent has to reach its reader first, or it
 * would be a connection without an answer.
 */
const CUT_AFTER_MS = 20

/** The size of a piece of padding. */
const PIECE_BYTES = 262_144

/** The pause between two pieces of padding: without it, a reader in the same process would starve its own timers. */
const BREATH_MS = 1

/** A body of these pieces. `cancel` is called when the reader wants no more; what the pieces throw ends the body. */
export function toBody(pieces: Pieces, cancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next()
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
export async function* dribble(text: Uint8Array, ms: number, pause: Pause): Pieces {
  const size = Math.max(1, Math.ceil(text.length / DRIBBLES))
  for (let piece = 0; piece < DRIBBLES; piece++) {
    await pauseOrCut(pause, ms / DRIBBLES)
    const bytes = text.slice(piece * size, (piece + 1) * size)
    if (bytes.length > 0) yield bytes
  }
}

/** Half of the text, then the connection is cut. */
export async function* cutInHalf(text: Uint8Array, pause: Pause): Pieces {
  const half = text.slice(0, Math.floor(text.length / 2))
  if (half.length > 0) yield half
  await pause(CUT_AFTER_MS)
  throw new ConnectionCut()
}

/** The text of a JSON object with a field in front of the others: a text of so many bytes. `Infinity` is without end. */
export async function* padded(text: string, bytes: number, pause: Pause): Pieces {
  const { before, after } = around(text, '"', '"')
  yield encode(before)
  const piece = encode('x'.repeat(Math.min(bytes, PIECE_BYTES)))
  for (let left = bytes; left > 0; left -= piece.length) {
    await pauseOrCut(pause, BREATH_MS)
    // A copy: a reader may take the memory of a piece for itself.
    yield piece.slice(0, left)
  }
  yield encode(after)
}

/** The text of a JSON object with a field in front of the others: lists, nested `depth` times. */
export function deepened(text: string, depth: number): string {
  const { before, after } = around(text, '['.repeat(depth), ']'.repeat(depth))
  return `${before}${after}`
}

/** Bytes in UTF-8. */
export function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

/** The two parts of a JSON object around what stands in its first field; of that field alone where there is no object. */
function around(text: string, open: string, close: string): { before: string; after: string } {
  const rest = text.startsWith('{') ? text.slice(1) : '}'
  return { before: `{"padding":${open}`, after: `${close}${rest === '}' ? '' : ','}${rest}` }
}

async function pauseOrCut(pause: Pause, ms: number): Promise<void> {
  if (!(await pause(ms))) throw new ConnectionCut()
}
