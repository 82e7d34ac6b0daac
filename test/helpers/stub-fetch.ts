/** An answer, or what makes one. */
export type StubResponse = Response | ((request: Request) => Response | Promise<Response>)

/** Stands in for the network: gives the answers in their order, and keeps the requests. */
export function stubFetch(...responses: StubResponse[]) {
  const requests: Request[] = []
  return {
    requests,
    async fetch(request: Request): Promise<Response> {
      const response = responses[requests.length]
      requests.push(request)
      if (response === undefined)
        throw new Error(`Cannot answer request ${requests.length}: only ${responses.length} were expected`)
      return typeof response === 'function' ? response(request) : response
    },
  }
}

/** A JSON answer. */
export function jsonResponse(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })
}
