/** An answer, or what makes one. */
export type Answer = Response | ((request: Request) => Response | Promise<Response>)

/** Stands in for the network: gives the answers in their order, and keeps the requests. */
export function standIn(...answers: Answer[]) {
  const requests: Request[] = []
  return {
    requests,
    async fetch(request: Request): Promise<Response> {
      const answer = answers[requests.length]
      requests.push(request)
      if (answer === undefined)
        throw new Error(`Cannot answer request ${requests.length}: only ${answers.length} were expected`)
      return typeof answer === 'function' ? answer(request) : answer
    },
  }
}

/** A JSON answer. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  })
}
