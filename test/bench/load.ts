/**
 * A small load: the same call over a few connections that stay open, as fast as they are answered.
 *
 * @module
 */
import { Agent, get } from 'node:http'

/** What is called. */
export interface Target {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

/** Calls once and reads the answer to its end. Rejects where it is not a 200. */
export function callOnce({ url, headers }: Target, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = get(url, { headers, ...(agent !== undefined && { agent }) }, (answer) => {
      answer.resume()
      answer.once('error', reject)
      answer.once('end', () => {
        if (answer.statusCode === 200) resolve()
        else reject(new Error(`Cannot measure: GET ${url} answered ${answer.statusCode}, not 200`))
      })
    })
    sent.once('error', reject)
  })
}

/** Answers per second over so many connections. */
export async function measureRate(target: Target, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const begin = performance.now()
  const end = begin + seconds * 1000
  let answered = 0
  async function callUntilEnd(): Promise<void> {
    while (performance.now() < end) {
      await callOnce(target, agent)
      answered += 1
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, callUntilEnd))
  } finally {
    agent.destroy()
  }
  return answered / ((performance.now() - begin) / 1000)
}
