/**
 * Sends one request to Cronofy, with limits of time and size and without redirects.
 *
 * A redirect could send the body and the token to another origin, so it is never followed. The mode is `manual`, because
 * workerd does not support `error`.
 *
 * @module
 */

import type { DataCenter } from '../data-centers.ts'
import { ProviderError, type ProviderErrorDetails } from '../errors.ts'
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts'
import { errorFromResponse } from './status-error.ts'
import type { Operation, TransportOptions } from './types.ts'

/** Error bodies are read for `error` and `errors` only, so they need less space and time. */
const MAX_ERROR_BODY_BYTES = 64 * 1024
const ERROR_BODY_TIMEOUT_MS = 2500

const SETTLED = 'settled'

interface SendOnceOptions {
  /** The request's body, if it has one. A body of its own would allow only one attempt. */
  body: ArrayBuffer | undefined
  operation: Operation
  dataCenter: DataCenter
  deadlineMs: number
  signal?: AbortSignal | undefined
}

/**
 * Sends `request` once.
 *
 * @returns A 2xx response whose body was read already.
 * @throws {ProviderError} for anything else
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

  // The response, the time limit, and the caller's signal race. This controller ends the other two.
  const cleanup = new AbortController()
  const timedOut = transport.wait(timeoutMs, cleanup.signal).then(() => {
    throw new ProviderError('timeout', `there was no complete response within ${Math.ceil(timeoutMs)} ms`, details)
  })
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(new ProviderError('aborted', 'the call was aborted', details)), {
      signal: cleanup.signal,
    })
  })
  try {
    return await Promise.race([fetchAndRead(transport, request, options, cleanup.signal), timedOut, aborted])
  } finally {
    // With a reason. Without one, the platform creates an error with a stack trace for every call.
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
    response = await fetch(new Request(request, { redirect: 'manual', signal, body: requestBody ?? null }))
    details = { ...details, providerStatus: response.status, ...requestIdOf(response.headers) }
    body = response.ok
      ? await readBody(response, operation.maxBodyBytes, signal)
      : await readErrorBody(response, wait, signal)
  } catch (error) {
    // Only the name. The message and the cause come from the platform or the injected fetch, and may contain secrets.
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
  return new Response(body as BodyInit, { status: 200, headers: pickHeaders(response.headers) })
}

/** The body of an error. `undefined` if it cannot be read, because the status is enough. */
function readErrorBody(
  response: Response,
  wait: TransportOptions['wait'],
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const timedOut = wait(ERROR_BODY_TIMEOUT_MS, signal).then(() => undefined)
  return Promise.race([readBody(response, MAX_ERROR_BODY_BYTES, signal), timedOut]).catch(() => undefined)
}

/** The body, or `undefined` if it is longer than `maxBytes`. The rest is not read. */
async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (response.body === null) return new Uint8Array()
  const reader = response.body.getReader()
  // An injected fetch may ignore signals, so the body is canceled here.
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel)
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

/** Keeps the content type and the request ID. Lengths and encodings no longer match a body that was read already. */
function pickHeaders(headers: Headers): Headers {
  const picked = new Headers()
  for (const name of ['content-type', REQUEST_ID_HEADER]) {
    const value = headers.get(name)
    if (value !== null) picked.set(name, value)
  }
  return picked
}
