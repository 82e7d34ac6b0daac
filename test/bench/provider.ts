/**
 * A stub of Cronofy with fixed responses, so that its own work does not affect the measurements.
 *
 * @module
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The token with which all calendars are unrestricted. With any other token, none is. */
export const GRANTED_TOKEN = 'granted'

/** The number of calendars of the user. */
export const CALENDARS = 10

export interface Provider {
  /** The URL, which stands for every data center, like that of an emulator. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** Returns calendar IDs that are as long as Cronofy's. */
export function calendarIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `cal_n23kjnwrw2_jsdfjksn${String(index).padStart(3, '0')}`)
}

/** Returns a list of calendars as Cronofy returns it. */
export function calendarList(count: number, permissionLevel: string): string {
  return JSON.stringify({
    calendars: calendarIds(count).map((id, index) => ({
      provider_name: 'google',
      profile_id: 'pro_n23kjnwrw2',
      profile_name: 'example@example.com',
      calendar_id: id,
      calendar_name: `Calendar ${index + 1}`,
      calendar_readonly: false,
      calendar_deleted: false,
      calendar_primary: index === 0,
      permission_level: permissionLevel,
    })),
  })
}

export async function startProvider(): Promise<Provider> {
  const fresh = calendarList(CALENDARS, 'sandbox')
  const granted = calendarList(CALENDARS, 'unrestricted')
  let page = ''
  const server: Server = createServer(({ method, headers }, response) => {
    const body = method === 'POST' ? page : headers.authorization?.endsWith(GRANTED_TOKEN) ? granted : fresh
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
  // Clients that call often keep their connection.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  page = JSON.stringify({ permissions_request: { url: `${url}/us/permissions/req_1` } })
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
