/** An application that a visitor can reach, by its origin. */
export type Sites = Record<string, (request: Request) => Response | Promise<Response>>

/** Where a visitor is, and what they see. */
export interface View {
  url: URL
  status: number
  headers: Headers
  text: string
}

/** A browser as far as the flow needs one: cookies per site, redirects, forms, and where a request comes from. */
export interface Visitor {
  get(url: string): Promise<View>
  /** Posts a form from a page of the address's own origin, unless headers say otherwise. */
  post(
    url: string,
    fields: [string, string][] | Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<View>
  /** The addresses of the last navigation, redirects included. */
  readonly trail: string[]
  /** Every answer so far, as text: status, headers and body. */
  readonly record: string[]
  cookies(origin: string): Map<string, string>
}

const MAX_REDIRECTS = 10

/** @param always Headers of every request, such as the language. */
export function createVisitor(sites: Sites, always: Record<string, string> = {}): Visitor {
  const jars = new Map<string, Map<string, string>>()
  const trail: string[] = []
  const record: string[] = []

  function cookies(origin: string): Map<string, string> {
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }

  async function visit(first: Request): Promise<View> {
    trail.length = 0
    let request = first
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const url = new URL(request.url)
      trail.push(url.href)
      const site = sites[url.origin]
      if (site === undefined) return { url, status: 0, headers: new Headers(), text: '' }
      const jar = cookies(url.origin)
      if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      for (const [name, value] of Object.entries(always)) request.headers.set(name, value)
      const response = await site(request)
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (/max-age=0/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      const text = await response.text()
      record.push(`${url.href}\n${response.status}\n${[...response.headers].join('\n')}\n${text}`)
      // At once, as browsers do where it says 0.
      const refresh = /^0; url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1]
      const location = response.headers.get('location') ?? refresh ?? null
      if (location === null) return { url, status: response.status, headers: response.headers, text }
      request = new Request(new URL(location, url))
    }
    throw new Error(`Cannot go on: more than ${MAX_REDIRECTS} redirects`)
  }

  return {
    trail,
    record,
    cookies,
    get: (url) => visit(new Request(url)),
    post: (url, fields, headers) =>
      visit(
        new Request(url, {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', ...headers },
        }),
      ),
  }
}
