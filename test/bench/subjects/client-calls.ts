/**
 * Lists calendars with one of several clients, one call after the other, and prints the CPU time of a call in microseconds:
 * `node client-calls.ts NAME URL WARM_UP CALLS`.
 *
 * @module
 */
import createFetchClient from 'openapi-fetch'
import type { paths } from '../../../generated/api.ts'
import { createClient } from '../../../src/client/client.ts'
import { loadTool } from '../../scripts/install-tools.ts'

const [name = '', url = '', warmUp = '', calls = ''] = process.argv.slice(2)
const TOKEN = 'granted'
const headers = { authorization: `Bearer ${TOKEN}` }

/** The clients. Each returns the number of calendars, so that each one reads the body. */
const CLIENTS: Readonly<Record<string, () => () => Promise<number>>> = {
  ours() {
    const client = createClient({ sandboxUrl: url })
    return async () => (await client.listCalendars({ dataCenter: 'us', accessToken: TOKEN })).length
  },
  fetch: () => async () => {
    const response = await fetch(`${url}/us/v1/calendars`, { headers })
    return ((await response.json()) as { calendars: unknown[] }).calendars.length
  },
  'openapi-fetch'() {
    const client = createFetchClient<paths>({ baseUrl: `${url}/us` })
    return async () => (await client.GET('/v1/calendars', { headers })).data?.calendars.length ?? 0
  },
  ky() {
    interface Ky {
      get(url: string, options: object): { json(): Promise<{ calendars: unknown[] }> }
    }
    const { default: ky } = loadTool<{ default: Ky }>('test/bench', 'ky')
    return async () => (await ky.get(`${url}/us/v1/calendars`, { headers }).json()).calendars.length
  },
  sdk() {
    interface Sdk {
      urls: { api: string }
      listCalendars(): Promise<{ calendars: unknown[] }>
    }
    const Cronofy = loadTool<new (config: object) => Sdk>('test/bench', 'cronofy')
    const client = new Cronofy({ access_token: TOKEN })
    // The SDK has no option for the URL.
    client.urls.api = `${url}/us`
    return async () => (await client.listCalendars()).calendars.length
  },
}

const call = CLIENTS[name]?.()
if (call === undefined) throw new Error(`Cannot measure: "${name}" is not one of ${Object.keys(CLIENTS).join(', ')}`)
await repeat(Number(warmUp))
const before = process.cpuUsage()
await repeat(Number(calls))
const { user, system } = process.cpuUsage(before)
console.log((user + system) / Number(calls))
process.exit()

async function repeat(times: number): Promise<void> {
  for (let index = 0; index < times; index++) {
    if ((await call?.()) === 0) throw new Error('Cannot measure: there are no calendars')
  }
}
