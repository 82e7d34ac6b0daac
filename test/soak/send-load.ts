/**
 * Many connections at once.
 *
 * @module
 */
import { Agent, request } from 'node:http'
import type { Question } from './load-request.ts'
import type { Worker } from './workers.ts'

/** How many connections there are at once. */
export const CONNECTIONS = 200

/** What came of the questions. */
export interface Asked {
  readonly durations: number[]
  readonly wrong: string[]
  unintended: number
}

/** Asks the questions in turn over every connection until the time is over. */
export async function askAll(
  worker: Worker,
  questions: readonly Question[],
  { seconds, inspect }: { seconds: number; inspect: (answer: string) => void },
): Promise<Asked> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const untilMs = performance.now() + seconds * 1000
  const asked: Asked = { durations: [], wrong: [], unintended: 0 }

  async function connection(number: number): Promise<void> {
    for (let turn = number; performance.now() < untilMs; turn++) {
      const question = questions[turn % questions.length]
      if (question === undefined) return
      const startedMs = performance.now()
      const problem = await askOne(agent, worker.url, question, inspect)
      asked.durations.push(performance.now() - startedMs)
      if (problem === undefined) continue
      asked.unintended += 1
      if (asked.wrong.length < 5) asked.wrong.push(`${question.name}: ${problem}`)
    }
  }

  await Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => connection(number)))
  agent.destroy()
  return asked
}

/** What is wrong with the answer; undefined where it is the intended one. */
function askOne(
  agent: Agent,
  url: string,
  question: Question,
  inspect: (answer: string) => void,
): Promise<string | undefined> {
  const { method, path, headers, body, status, location, begins } = question
  return new Promise((resolve) => {
    const asking = request(
      `${url}${path}`,
      {
        agent,
        method,
        timeout: 30_000,
        headers,
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk) => {
          text += chunk
        })
        answer.on('end', () => {
          inspect(`${answer.rawHeaders.join('\n')}\n${text}`)
          const led = answer.headers.location ?? ''
          if (answer.statusCode !== status) resolve(`${answer.statusCode}, not ${status}`)
          else if (location !== undefined && !led.startsWith(location)) resolve(`led to ${led.slice(0, 120)}`)
          else if (begins !== undefined && !text.startsWith(begins)) resolve(`answered ${text.slice(0, 120)}`)
          else resolve(undefined)
        })
        answer.on('error', (error) => resolve(error.message))
      },
    )
    asking.on('timeout', () => asking.destroy(new Error('no answer within 30 s')))
    asking.on('error', (error) => resolve(error.message))
    asking.end(body)
  })
}
