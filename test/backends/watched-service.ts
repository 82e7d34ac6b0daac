/**
 * The service as a backend sees it, with somebody in between who writes down what is asked of it, and can make it fail.
 *
 * @module
 */
import { listen } from '../../edge/sandbox/node.ts'

/** A call, and the body of its answer. */
export interface ServiceCall {
  readonly path: string
  readonly body: string
  readonly answer: string
}

/** The service, at an address of its own. */
export interface WatchedService {
  readonly url: string
  /** Every call so far. */
  readonly calls: readonly ServiceCall[]
  /** From now on it answers as a proxy does whose worker is gone. */
  break(): void
  mend(): void
  close(): Promise<void>
}

const BAD_GATEWAY = { status: 502, answer: '<h1>Bad Gateway</h1>', type: 'text/html' }

/** Opens a way to a worker. */
export async function watchService(worker: string): Promise<WatchedService> {
  const calls: ServiceCall[] = []
  let broken = false

  async function forward(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname
    const body = await request.text()
    const { status, answer, type } = broken ? BAD_GATEWAY : await call(request, path, body)
    calls.push({ path, body, answer })
    return new Response(answer, { status, headers: { 'content-type': type } })
  }

  /** Of the headers only those that count: a compression, for one, is undone on the way. */
  async function call({ method, headers: sent }: Request, path: string, body: string) {
    const headers = ['authorization', 'content-type'].map((name): [string, string] => [name, sent.get(name) ?? ''])
    const answered = await fetch(worker + path, { method, headers, body })
    const type = answered.headers.get('content-type') ?? ''
    return { status: answered.status, answer: await answered.text(), type }
  }

  const { url, close } = await listen({ fetch: forward, reset: () => undefined }, { port: 0 })
  return {
    url,
    calls,
    break() {
      broken = true
    },
    mend() {
      broken = false
    },
    close,
  }
}
