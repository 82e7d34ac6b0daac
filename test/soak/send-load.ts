/**
 * Sends requests over many connections at the same time.
 *
 * @module
 */
import { Agent, request } from 'node:http'
import type { LoadRequest } from './load-request.ts'
import type { Worker } from './workers.ts'

/** The number of connections. */
export const CONNECTIONS = 200

/** The results of the requests. */
export interface LoadResult {
  readonly durationsMs: number[]
  readonly examples: string[]
  unintended: number
}

/** Sends the requests in turn over every connection until the time is over. */
export async function sendLoad(
  worker: Worker,
  requests: readonly LoadRequest[],
  { seconds, inspect }: { seconds: number; inspect: (response: string) => void },
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const endMs = performance.now() + seconds * 1000
  const result: LoadResult = { durationsMs: [], examples: [], unintended: 0 }

  async function runConnection(offset: number): Promise<void> {
    for (let index = offset; performance.now() < endMs; index++) {
      const loadRequest = requests[index % requests.length]
      if (loadRequest === undefined) return
      const startedMs = performance.now()
      const issue = await sendOne(agent, worker.url, loadRequest, inspect)
      result.durationsMs.push(performance.now() - startedMs)
      if (issue === undefined) continue
      result.unintended += 1
      if (result.examples.length < 5) result.examples.push(`${loadRequest.name}: ${issue}`)
    }
  }

  await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => runConnection(number)))
  agent.destroy()
  return result
}

/** Sends a request. Returns a description of the error, or undefined if the response is the expected one. */
function sendOne(
  agent: Agent,
  url: string,
  loadRequest: LoadRequest,
  inspect: (response: string) => void,
): Promise<string | undefined> {
  const { method, path, headers, body, status, location, bodyStart } = loadRequest
  return new Promise((resolve) => {
    const outgoing = request(
      `${url}${path}`,
      {
        agent,
        method,
        timeout: 30_000,
        headers,
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => {
          inspect(`${response.rawHeaders.join('\n')}\n${text}`)
          const actualLocation = response.headers.location ?? ''
          if (response.statusCode !== status) resolve(`${response.statusCode}, not ${status}`)
          else if (location !== undefined && !actualLocation.startsWith(location))
            resolve(`redirected to ${actualLocation.slice(0, 120)}`)
          else if (bodyStart !== undefined && !text.startsWith(bodyStart))
            resolve(`responded with ${text.slice(0, 120)}`)
          else resolve(undefined)
        })
        response.on('error', (error) => resolve(error.message))
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error('no response within 30 s')))
    outgoing.on('error', (error) => resolve(error.message))
    outgoing.end(body)
  })
}
