/**
 * "Acme Scheduling": the TypeScript backend as the application of `npm start`. It shows which calls it made to the service,
 * each as a `curl` command.
 *
 * The commands contain the API key and tokens of the emulator. A real application never sends them to a browser.
 *
 * @module
 */
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { html } from 'hono/html'
import { createApp } from '../examples/backends/typescript/app.ts'

/** A call to the service. */
interface Call {
  readonly url: string
  readonly authorization: string
  readonly body: string
  readonly status: number
  readonly response: string
}

/** Enough for a whole flow. */
const MAX_CALLS = 30

/** Serves the application on a local port. Returns a function that stops it. */
export async function serveAcme(options: {
  port: number
  baseUrl: string
  serviceUrl: string
  sandboxUrl: string
  apiKey: string
}): Promise<() => void> {
  const { port, baseUrl, serviceUrl, sandboxUrl, apiKey } = options
  const calls: Call[] = []
  const app = createApp({
    ...{ baseUrl, serviceUrl, apiKey, database: ':memory:' },
    async fetch(request) {
      const body = await request.clone().text()
      const response = await fetch(request)
      calls.push({
        ...{ url: request.url, body, authorization: request.headers.get('authorization') ?? '' },
        ...{ status: response.status, response: await response.clone().text() },
      })
      calls.splice(0, calls.length - MAX_CALLS)
      return response
    },
    footer: () => html`<h2>What happened behind this page</h2>
<p>Acme's backend made these calls to the service, the newest first. You can run each command in a terminal as it is, except that Cronofy
rejects a used code. The page shows the API key and tokens in this demonstration only.</p>
${calls.toReversed().map(
  (call) => html`<details><summary>POST ${new URL(call.url).pathname}: ${call.status}</summary>
<pre>${toCurl(call)}</pre>
<pre>${formatJson(call.response)}</pre></details>`,
)}
<p><a href="${serviceUrl}/">The connect app</a>, for users without an application.
<a href="${sandboxUrl}/sandbox">The emulator's inspector</a>, which shows the requests to Cronofy.</p>`,
  })
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

/** The command that repeats a call, for a POSIX shell. */
function toCurl({ url, authorization, body }: Pick<Call, 'url' | 'authorization' | 'body'>): string {
  const headers = [`Authorization: ${authorization}`, 'Content-Type: application/json']
  return ['curl', quote(url), ...headers.map((header) => `--header ${quote(header)}`), `--data ${quote(body)}`].join(
    ' \\\n  ',
  )
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

function formatJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
