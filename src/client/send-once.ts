/**
 * Sends one request to Cronofy, with limits of time and size and without redirects.
 *
 * A redirect could send the body and the token to another origin, so none is followed. The redirect mode is `manual`, because workerd
 * does not support `error`.
 *
 * @module
 */

import type { DataCenter } from '../data-centers.ts'
import { ProviderError, type ProviderErrorDetails } from '../errors.ts'
import type { RequestDraft } from './request-draft.ts'
import { requestIdOf } from './request-id.ts'
import { errorFromResponse } from './status-error.ts'
import type { Operation, ReadResponse, TransportOptions } from './types.ts'

/** Error bodies are read for `error` and `errors` only, so they need less space and time. */
const MAX_ERROR_BODY_BYTES = 64 * 1024
const ERROR_BODY_TIMEOUT_MS = 2500

const SETTLED = 'settled'

interface SendOnceOptions {
  operation: Operation
  dataCenter: DataCenter
  deadlineMs: number
  signal?: AbortSignal | undefined
}

/**
 * Sends a request once.
 *
 * @throws {ProviderError} if there is no 2xx response
 */
export async function sendOnce(
  transport: TransportOptions,
  draft: RequestDraft,
  options: SendOnceOptions,
): Promise<ReadResponse> {
  const { operation, dataCenter, deadlineMs, signal } = options
  const details = { operation: operation.name, dataCenter }
  if (signal?.aborted) throw new ProviderError('aborted', 'the call was aborted before it was sent', details)
  const timeoutMs = Math.min(operation.timeoutMs, deadlineMs - transport.now())
  if (timeoutMs <= 0) throw new ProviderError('timeout', 'the time limit of the step has passed', details)

  // The response, the timeout, and the caller's signal race. This controller ends the losers.
  const cleanup = new AbortController()
  const timedOut = transport.wait(timeoutMs, cleanup.signal).then(() => {
    throw new ProviderError('timeout', `there was no complete response within ${Math.ceil(timeoutMs)} ms`, details)
  })
  const racers: Promise<ReadResponse>[] = [timedOut]
  if (signal !== undefined) {
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new ProviderError('aborted', 'the call was aborted', details)), {
        signal: cleanup.signal,
      })
    })
    racers.push(aborted)
  }
  // Last, because an injected `fetch` may abort the signal at once.
  racers.push(fetchAndRead(transport, draft, options, cleanup.signal))
  try {
    return await Promise.race(racers)
  } finally {
    // Without a reason, the runtime would create an error with a stack trace for every call.
    cleanup.abort(SETTLED)
  }
}

async function fetchAndRead(
  { fetch, now, wait }: TransportOptions,
  draft: RequestDraft,
  { operation, dataCenter }: SendOnceOptions,
  signal: AbortSignal,
): Promise<ReadResponse> {
  let details: ProviderErrorDetails = { operation: operation.name, dataCenter }
  let response: Response
  let text: string | undefined
  try {
    response = await fetch(draft.toRequest(signal))
    details = { ...details, providerStatus: response.status, ...requestIdOf(response.headers) }
    text = response.ok
      ? await readText(response, operation.maxBodyBytes, signal)
      : await readErrorText(response, wait, signal)
  } catch (error) {
    // Only the name. The message and the cause come from the platform or the injected fetch, and may contain secrets.
    const name = error instanceof Error ? error.name : typeof error
    throw new ProviderError('provider_unreachable', `the connection failed (${name})`, details)
  }
  const { status, headers } = response
  if (!response.ok) throw errorFromResponse(operation, { status, headers, text }, { dataCenter, nowMs: now() })
  if (text === undefined) {
    throw new ProviderError(
      'invalid_provider_response',
      `the response is longer than ${operation.maxBodyBytes} bytes`,
      details,
    )
  }
  return { status, headers, text }
}

/** The body of an error response. `undefined` if it cannot be read: the status is enough. */
function readErrorText(
  response: Response,
  wait: TransportOptions['wait'],
  signal: AbortSignal,
): Promise<string | undefined> {
  const timedOut = wait(ERROR_BODY_TIMEOUT_MS, signal).then(() => undefined)
  return Promise.race([readText(response, MAX_ERROR_BODY_BYTES, signal), timedOut]).catch(() => undefined)
}

/** The text of a response, or `undefined` if it is longer than `maxBytes`. The rest is not read. */
async function readText({ body }: Response, maxBytes: number, signal: AbortSignal): Promise<string | undefined> {
  if (body === null) return ''
  const reader = body.getReader()
  // An injected fetch may ignore signals, so the body is canceled here.
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel)
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.byteLength
    if (length > maxBytes) {
      await reader.cancel().catch(() => undefined)
      return undefined
    }
    text += decoder.decode(value, { stream: true })
  }
  return text + decoder.decode()
}
