/** An application that a visitor can reach, by its origin. */
export type Sites = Record<string, (request: Request) => Response | Promise<Response>>

/** Where a visitor is, and what they see. */
export interface PageView {
  url: URL
  status: number
  headers: Headers
  text: string
}

/** A browser as far as the flow needs one: cookies per site, redirects, pages that reload, forms, and where a request comes from. */
export interface TestBrowser {
  get(url: string): Promise<PageView>
  /** Posts a form from a page of the address's own origin, unless headers say otherwise. */
  post(
    url: string,
    fields: [string, string][] | Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<PageView>
  /** The addresses of the last navigation, redirects included. */
  readonly visitedUrls: string[]
  /** Every answer so far, as text: status, headers and body. */
  readonly responseLog: string[]
  cookies(origin: string): Map<string, string>
}

const MAX_REDIRECTS = 10

/**
 * @param defaultHeaders Headers of every request, such as the language.
 * @param options.followRedirects Whether to follow redirects, beside pages that load themselves again.
 */
export function createTestBrowser(
  sites: Sites,
  defaultHeaders: Record<string, string> = {},
  { followRedirects = true }: { followRedirects?: boolean } = {},
): TestBrowser {
  const jars = new Map<string, Map<string, string>>()
  const visitedUrls: string[] = []
  const responseLog: string[] = []

  function cookies(origin: string): Map<string, string> {
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    return jar
  }

  async function navigate(first: Request): Promise<PageView> {
    visitedUrls.length = 0
    let request = first
    // `none`: the user entered the URL. It stays so when the site redirects.
    let site = first.headers.get('sec-fetch-site') ?? 'none'
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const url = new URL(request.url)
      visitedUrls.push(url.href)
      const application = sites[url.origin]
      if (application === undefined) return { url, status: 0, headers: new Headers(), text: '' }
      const jar = cookies(url.origin)
      request.headers.set('sec-fetch-site', site)
      request.headers.set('sec-fetch-mode', 'navigate')
      if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '))
      for (const [name, value] of Object.entries(defaultHeaders)) request.headers.set(name, value)
      const response = await application(request)
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (/max-age=0/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      const text = await response.text()
      responseLog.push(`${url.href}\n${response.status}\n${[...response.headers].join('\n')}\n${text}`)
      const location = response.headers.get('location')
      const refresh = /^0; url=(.*)$/.exec(response.headers.get('refresh') ?? '')?.[1]
      if (location !== null && followRedirects) {
        const next = new URL(location, url)
        if (site !== 'none' && next.origin !== url.origin) site = 'cross-site'
        request = new Request(next)
      } else if (refresh !== undefined) {
        site = 'same-origin'
        request = new Request(new URL(refresh, url))
      } else {
        return { url, status: response.status, headers: response.headers, text }
      }
    }
    throw new Error(`Cannot go on: more than ${MAX_REDIRECTS} redirects`)
  }

  return {
    visitedUrls,
    responseLog,
    cookies,
    get: (url) => navigate(new Request(url)),
    post: (url, fields, headers) =>
      navigate(
        new Request(url, {
          method: 'POST',
          body: new URLSearchParams(fields),
          headers: { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin', ...headers },
        }),
      ),
  }
}
