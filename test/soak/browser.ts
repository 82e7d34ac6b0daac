/**
 * A browser that stops at every redirect, so that the flow can read the emulator's state before it continues.
 *
 * @module
 */
import { createTestBrowser, type TestBrowser } from '../helpers/test-browser.ts'
import { PUBLIC_URL } from './workers.ts'

/** The servers behind the URLs, and a function that inspects the traffic. */
export interface Network {
  readonly sandboxUrl: string
  /** Returns the URL of the worker that listens behind the public URL now. */
  workerUrl(): string
  /** Receives the URL, the headers, and the body of every request and response of the browser. */
  inspect?(seen: string): void
}

/** Longer than any step of the worker may take: twelve seconds, and a token exchange before it. */
const REQUEST_TIMEOUT_MS = 45_000

/** Opens a browser without cookies. */
export function createBrowser({ sandboxUrl, workerUrl, inspect }: Network): TestBrowser {
  async function send(request: Request, origin: string): Promise<Response> {
    const { url, headers } = request
    const { pathname, search } = new URL(url)
    inspect?.(`${withoutCode(url)}\n${[...headers].join('\n')}\n${await request.clone().text()}`)
    return fetch(new Request(`${origin}${pathname}${search}`, request), {
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
  }

  const sites = {
    async [sandboxUrl](request: Request) {
      const response = await send(request, sandboxUrl)
      inspect?.(withoutCode(await toText(response)))
      return response
    },
    async [PUBLIC_URL](request: Request) {
      const response = await send(request, workerUrl())
      inspect?.(await toText(response))
      return response
    },
  }
  return createTestBrowser(sites, {}, { followRedirects: false })
}

/** The callback, which is the only URL that may contain a code. */
const CALLBACK_WITH_CODE = new RegExp(`(${PUBLIC_URL}/connect(?:ions)?/callback/[a-z]+\\?code=)[^&\\s]+`, 'g')

function withoutCode(text: string): string {
  return text.replace(CALLBACK_WITH_CODE, '$1')
}

async function toText(response: Response): Promise<string> {
  return `${[...response.headers].join('\n')}\n${await response.clone().text()}`
}
