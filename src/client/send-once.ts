/**
 * One exchange with the provider, kept within limits: time, size, and no redirects.
 *
 * Redirects are never followed: a provider, or somebody in its place, could have the body and the token sent to
 * another origin. `manual` rather than `error`, because workerd throws on the latter.
 *
 * @module
 */

import type { DataCenter } from '../data-centers.ts'
import { ProviderError, type ProviderErrorDetails } from '../errors.ts'
import { errorFromResponse } from './status-error.ts'
import type { Operation, TransportOptions } from './types.ts'

/** Error bodies are read for `error` and `errors` only. */
const MAX_ERROR_BODY_BYTES = 64 * 1024
const ERROR_BODY_TIMEOUT_MS = 2500

const SETTLED = 'settled'

interface SendOnceOptions {
  /** What was read of the request's body, where it has one: the request itself can be sent again and again. */
  body: ArrayBuffer | undefined
  operation: Operation
  dataCenter: DataCenter
  deadlineMs: number
  signal?: AbortSignal | undefined
}

/**
 * Sends `request` once.
 *
 * @returns A 2xx whose body was read already.
 * @throws {ProviderError} for everything else.
 */
export async function sendOnce(
  transport: TransportOptions,
  request: Request,
  options: SendOnceOptions,
): Promise<Response> {
  const { operation, dataCenter, deadlineMs, signal } = options
  const details = { operation: operation.name, dataCenter }
  if (signal?.aborted) throw new ProviderError('aborted', 'the call was aborted before it was sent', details)
  const timeoutMs = Math.min(operation.timeoutMs, deadlineMs - transport.now())
  if (timeoutMs <= 0) throw new ProviderError('timeout', 'the time limit of the step has passed', details)

  // Ends whatever is left when one of the three is done: the exchange, its time, the caller's patience.
  const cleanup = new AbortController()
  const timedOut = transport.wait(timeoutMs, cleanup.signal).then(() => {
    throw new ProviderError('timeout', `there was no complete response within ${timeoutMs} ms`, details)
  })
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new ProviderError('aborted', 'the call was aborted', details)), {
      signal: cleanup.signal,
    })
  })
  try {
    return await Promise.race([fetchAndRead(transport, request, options, cleanup.signal), timedOut, aborted])
  } finally {
    // With a reason, since without one the platform makes an error with a stack, for every call, that nobody sees.
    cleanup.abort(SETTLED)
  }
}

async function fetchAndRead(
  { fetch, now, wait }: TransportOptions,
  request: Request,
  { body: requestBody, operation, dataCenter }: SendOnceOptions,
  signal: AbortSignal,
): Promise<Response> {
  let details: ProviderErrorDetails = { operation: operation.name, dataCenter }
  let response: Response
  let body: Uint8Array | undefined
  try {
    response = await fetch(
      new Request(request, { redirect: 'manual', signal, ...(requestBody !== undefined && { body: requestBody }) }),
    )
    details = { ...details, providerStatus: response.status }
    body = response.ok
      ? await readBody(response, operation.maxBodyBytes, signal)
      : await readErrorBody(response, wait, signal)
  } catch (error) {
    // Only the name: a message, or a cause, is the platform's or the injected fetch's own and may hold anything.
    const name = error instanceof Error ? error.name : typeof error
    throw new ProviderError('provider_unreachable', `the connection failed (${name})`, details)
  }
  if (!response.ok) throw errorFromResponse(operation, response, body, { dataCenter, nowMs: now() })
  if (body === undefined) {
    throw new ProviderError(
      'invalid_provider_response',
      `the response is longer than ${operation.maxBodyBytes} bytes`,
      details,
    )
  }
  return new Response(body as BodyInit, { status: 200, headers: contentTypeOnly(response.headers) })
}

/** The body of an error, or `undefined` where it does not come as it should: the status says enough. */
function readErrorBody(
  response: Response,
  wait: TransportOptions['wait'],
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const timedOut = wait(ERROR_BODY_TIMEOUT_MS, signal).then(() => undefined)
  return Promise.race([readBody(response, MAX_ERROR_BODY_BYTES, signal), timedOut]).catch(() => undefined)
}

/** The body, or `undefined` where it is longer than `maxBytes`; what lies beyond is not read. */
async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  // A stand-in for fetch need not know about signals; the body has to end all the same.
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    chunks.push(value)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    body.set(chunk, offset)
    offset += chunk.byteLength
  }
  return body
}

/** Only what readers of the answer need: lengths and encodings no longer match a body that was read already. */
function contentTypeOnly(headers: Headers): Headers {
  const contentType = headers.get('content-type')
  return new Headers(contentType === null ? {} : { 'content-type': contentType })
}
