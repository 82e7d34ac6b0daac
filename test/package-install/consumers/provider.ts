/** Cronofy at its own addresses, played by a sandbox: code that names no sandbox reaches one. */

/** `https://api-de.cronofy.com` and `https://app-de.cronofy.com` are `/de` of the sandbox; without a country it is `us`. */
const CRONOFY_HOSTS = /^https:\/\/(?:api|app)(?:-([a-z]{2}))?\.cronofy\.com(?=\/)/

/** The address in the sandbox that stands for one of the provider's. */
export function toSandboxUrl(url: string, sandboxUrl: string): string {
  if (!CRONOFY_HOSTS.test(url)) throw new Error(`Cannot reach "${new URL(url).host}": only the provider is played here`)
  return url.replace(CRONOFY_HOSTS, (_, id = 'us') => `${sandboxUrl}/${id}`)
}

/**
 * A `fetch` that reaches the sandbox in the provider's place, and gives the sandbox's addresses as the provider would.
 *
 * @param send The sandbox's own `fetch`, or the network's.
 */
export function createProvider(sandboxUrl: string, send: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { method, headers } = request
    const body = method === 'GET' ? null : await request.text()
    const response = await send(new Request(toSandboxUrl(request.url, sandboxUrl), { method, headers, body }))
    const text = (await response.text()).replaceAll(
      new RegExp(`${sandboxUrl}/([a-z]{2})(?=/)`, 'g'),
      (_, id) => `https://app${id === 'us' ? '' : `-${id}`}.cronofy.com`,
    )
    const responseHeaders = new Headers(response.headers)
    responseHeaders.delete('content-length')
    return new Response(text, { status: response.status, headers: responseHeaders })
  }
}
