/**
 * A browser that stops at every redirect, so that the flow can look at the books before it goes on.
 *
 * @module
 */
import { createTestBrowser, type TestBrowser } from '../helpers/test-browser.ts'
import { PUBLIC_URL } from './workers.ts'

/** What is behind the URLs, and what looks at the worker's responses. */
export interface Network {
  readonly sandboxUrl: string
  /** Returns the URL of the worker that listens behind the public URL now. */
  workerUrl(): string
  /** Receives the headers and the body of every response of the worker. */
  inspect?(response: string): void
}

/** Longer than any step of the worker may take: twelve seconds, and a token exchange before it. */
const REQUEST_TIMEOUT_MS = 45_000

/** Opens a browser without cookies. */
export function createBrowser({ sandboxUrl, workerUrl, inspect }: Network): TestBrowser {
  async function send(request: Request, origin: string): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    return fetch(new Request(`${origin}${pathname}${search}`, request), {
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
  }

  const sites = {
    [sandboxUrl]: (request: Request) => send(request, sandboxUrl),
    async [PUBLIC_URL](request: Request) {
      const response = await send(request, workerUrl())
      inspect?.(`${[...response.headers].join('\n')}\n${await response.clone().text()}`)
      return response
    },
  }
  return createTestBrowser(sites, {}, { followRedirects: false })
}
