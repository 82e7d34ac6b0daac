/**
 * A browser that stops at every redirect, so that the flow can look at the books before it goes on.
 *
 * @module
 */

/** An answer, read to its end. */
export interface BrowserResponse {
  readonly url: string
  readonly status: number
  readonly location: string | undefined
  readonly text: string
}

/** A browser with cookies for each origin. */
export interface Browser {
  get(url: string): Promise<BrowserResponse>
  /** Posts a form as a page of the same origin would. */
  post(url: string, fields: readonly (readonly [string, string])[]): Promise<BrowserResponse>
  /** The cookies of an origin, as they are sent. */
  cookie(origin: string): string
}

/** What is behind the addresses, and who looks at the answers. */
export interface Network {
  /** The address to ask in place of an origin. */
  route(origin: string): string
  /** Is given every answer, headers and body. */
  inspect(origin: string, response: string): void
}

/** Longer than any step of the worker may take: twelve seconds, and a token exchange before it. */
const REQUEST_TIMEOUT_MS = 45_000

/** Opens a browser without cookies. */
export function createBrowser({ route, inspect }: Network): Browser {
  const jars = new Map<string, Map<string, string>>()

  async function send(url: string, init: RequestInit): Promise<BrowserResponse> {
    const { origin, pathname, search } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const headers = new Headers(init.headers)
    if (jar.size > 0) headers.set('cookie', cookie(origin))
    const response = await fetch(`${route(origin)}${pathname}${search}`, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    const text = await response.text()
    const cookies = response.headers.getSetCookie()
    for (const line of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    inspect(origin, `${[...response.headers].join('\n')}\n${text}`)
    return { url: url, status: response.status, location: response.headers.get('location') ?? undefined, text }
  }

  function cookie(origin: string): string {
    return [...(jars.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  return {
    cookie,
    get: (url) => send(url, {}),
    post: (url, fields) =>
      send(url, {
        method: 'POST',
        body: new URLSearchParams(fields.map(([name, value]) => [name, value])),
        headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' },
      }),
  }
}
