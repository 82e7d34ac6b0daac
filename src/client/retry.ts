/**
 * Sends requests to Cronofy, and retries where that is safe and time is left.
 *
 * @module
 */
import { ProviderError, type ProviderErrorDetails } from '../errors.ts'
import { emit, type ProviderRequestEvent } from './events.ts'
import { requestIdOf } from './request-id.ts'
import { sendOnce } from './send-once.ts'
import type { Operation, Send, TransportOptions } from './types.ts'

/** The time limit of one step of the flow, including its calls, their retries, and the pauses between them. */
export const DEFAULT_TIMEOUT_MS = 12_000

/** Exponential backoff with full jitter: a random part of a limit, which starts at 200 ms and doubles up to 1 s. */
const BACKOFF_BASE_MS = 200
const BACKOFF_CAP_MS = 1000
const READ_MAX_RETRIES = 2
const RETRY_AFTER_MAX_RETRIES = 1
const RETRY_AFTER_MAX_WAIT_MS = 2000

/** Cloudflare sends 520 to 526 and 530 if it cannot reach a server. Workers report network failures this way. */
const RETRIED_READ_STATUSES = new Set([429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530])

/** Creates the function that sends every request to Cronofy. */
export function createRetryingSend(transport: TransportOptions): Send {
  return async function send(draft, { operation, dataCenter }, options = {}) {
    const deadlineMs = options.deadlineMs ?? transport.now() + DEFAULT_TIMEOUT_MS
    if (options.traceparent !== undefined) draft.headers.set('traceparent', options.traceparent)
    for (let attempt = 1; ; attempt++) {
      const startedMs = transport.now()
      const report = (result: Pick<ProviderRequestEvent, 'status' | 'errorCode' | 'providerRequestId'>) =>
        emit(options.onEvent, {
          type: 'provider_request',
          operation: operation.name,
          dataCenter,
          attempt,
          durationMs: transport.now() - startedMs,
          ...result,
        })
      try {
        const response = await sendOnce(transport, draft, {
          operation,
          dataCenter,
          deadlineMs,
          signal: options.signal,
        })
        report({ status: response.status, ...requestIdOf(response.headers) })
        return response
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error
        report({
          errorCode: error.code,
          ...(error.providerStatus !== undefined && { status: error.providerStatus }),
          ...(error.providerRequestId !== undefined && { providerRequestId: error.providerRequestId }),
        })
        const delayMs = retryDelayMs(transport, operation, attempt, error)
        if (delayMs === undefined || transport.now() + delayMs >= deadlineMs) throw error
        await waitOrAbort(transport.wait, delayMs, options.signal, { operation: operation.name, dataCenter })
      }
    }
  }
}

/** Waits between two attempts. If the signal aborts, it throws a `ProviderError` with the code `aborted`. */
export async function waitOrAbort(
  wait: TransportOptions['wait'],
  ms: number,
  signal: AbortSignal | undefined,
  details: ProviderErrorDetails,
): Promise<void> {
  try {
    await wait(ms, signal)
  } catch {
    throw new ProviderError('aborted', 'the call was aborted between two attempts', details)
  }
}

/** Resolves after `ms` milliseconds, or rejects as soon as `signal` aborts. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort)
  })
}

function retryDelayMs(
  { random }: TransportOptions,
  operation: Operation,
  attempt: number,
  { code, providerStatus: status, retryAfterSeconds }: ProviderError,
): number | undefined {
  const retryAfterMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1000
  if (operation.retry === 'on-retry-after') {
    const mayRetry =
      (status === 429 || status === 503) && retryAfterMs !== undefined && retryAfterMs <= RETRY_AFTER_MAX_WAIT_MS
    return mayRetry && attempt <= RETRY_AFTER_MAX_RETRIES ? retryAfterMs : undefined
  }
  if (operation.retry === 'never' || attempt > READ_MAX_RETRIES) return undefined
  const isTransient =
    code === 'timeout' || code === 'provider_unreachable' || (status !== undefined && RETRIED_READ_STATUSES.has(status))
  if (!isTransient) return undefined
  return retryAfterMs ?? random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1))
}
