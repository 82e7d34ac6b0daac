/**
 * The content of a request to Cronofy. Sending a `Request` consumes its body, so each attempt creates a new one from the draft.
 *
 * openapi-fetch creates a draft instead of a `Request`, which would have to be copied for each attempt.
 *
 * @module
 */

/** The parts of `RequestInit` that a draft has. */
interface DraftInit {
  method?: string | undefined
  headers?: HeadersInit | undefined
  body?: string | URLSearchParams | undefined
}

/** The method, the URL, the headers, and the body of a request. */
export class RequestDraft {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string | URLSearchParams | undefined

  constructor(url: string, { method = 'GET', headers, body }: DraftInit = {}) {
    this.url = url
    this.method = method
    this.headers = new Headers(headers)
    this.body = body
  }

  /** Creates the request of one attempt. It follows no redirect. */
  toRequest(signal: AbortSignal): Request {
    const { url, method, headers, body } = this
    return new Request(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
  }
}
