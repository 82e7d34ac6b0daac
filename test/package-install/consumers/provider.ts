/** Cronofy at its own addresses, played by a sandbox: code that names no sandbox reaches one. */

/** `https://api-de.cronofy.com` and `https://app-de.cronofy.com` are `/de` of the sandbox; without a country it is `us`. */
const HOSTS = /^https:\/\/(?:api|app)(?:-(au|ca|de|sg|uk))?\.cronofy\.com(?=\/)/

/** The address in the sandbox that stands for one of the provider's. */
export function inSandbox(url: string, sandboxUrl: string): string {
  if (!HOSTS.test(url)) throw new Error(`Cannot reach "${new URL(url).host}": only the provider is played here`)
  return url.replace(HOSTS, (_, id = 'us') => `${sandboxUrl}/${id}`)
}

/**
 * A `fetch` that reaches the sandbox in the provider's place, and gives the sandbox's addresses as the provider would.
 *
 * @param answer The sandbox's own `fetch`, or the network's.
 */
export function createProvider(sandboxUrl: string, answer: (request: Request) => Promise<Response>): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { method, headers } = request
    const body = method === 'GET' ? null : await request.text()
    const response = await answer(new Request(inSandbox(request.url, sandboxUrl), { method, headers, body }))
    const text = (await response.text()).replaceAll(
      new RegExp(`${sandboxUrl}/(us|au|ca|de|sg|uk)`, 'g'),
      (_, id) => `https://app${id === 'us' ? '' : `-${id}`}.cronofy.com`,
    )
    const answered = new Headers(response.headers)
    answered.delete('content-length')
    return new Response(text, { status: response.status, headers: answered })
  }
}
