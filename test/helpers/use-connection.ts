import { followLink } from './follow-link.ts'
import type { createRecordingWorker } from './recording-worker.ts'
import { WORKER } from './test-env.ts'

/** The fields of responses that the walk uses. */
interface Body {
  readonly redirect?: { readonly url: string }
  readonly tokens?: { readonly access_token: string; readonly refresh_token: string }
}

/**
 * A backend and its user, who connects, chooses calendars, and disconnects, whatever the responses are. In between, they
 * repeat calls and change what they send.
 *
 * @param options.text Where a caller may send any string, this is it.
 */
export async function useConnection(
  worker: Pick<ReturnType<typeof createRecordingWorker>, 'fetch' | 'newBrowser'>,
  { apiKey, returnTo, account, text = 'made-up' }: { apiKey: string; returnTo: string; account: string; text?: string },
): Promise<void> {
  async function post(path: string, body: object): Promise<Body> {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await (await worker.fetch(new Request(WORKER + path, init))).json()) as Body
  }
  const browser = worker.newBrowser()
  const subject = `user-${text}`
  const dataCenter = { data_center: 'de' }

  const connect = { ...dataCenter, subject, return_to: returnTo, link_token: text }
  const link = (await post('/connections', connect)).redirect?.url ?? ''
  await post('/connections', { ...connect, provider_name: text, locale: text })
  await post('/connections', { ...connect, return_to: `https://evil.example/${text}` })
  await post('/connections', { ...connect, [text]: text })
  const { url: end } = await followLink(browser, link, account)
  const callback = browser.visitedUrls.find((url) => url.includes('/connections/callback/')) ?? ''
  for (const url of [
    callback,
    `${callback}&error=${text}`,
    callback.replace('/de?', '/uk?'),
    `${link}x`,
    `${link}${text}`,
  ])
    await browser.get(url)
  await worker.newBrowser().get(callback)

  const complete = { subject, sealed_connection: end.searchParams.get('sealed_connection') ?? text }
  await post('/connections/complete', { ...complete, subject: text })
  await post('/connections/complete', { ...complete, sealed_connection: `eyJ${text}` })
  const { tokens } = await post('/connections/complete', complete)
  await post('/connections/complete', complete)
  const refresh_token = tokens?.refresh_token ?? `rt_de_${'0a'.repeat(16)}`
  const refreshed = await post('/connections/refresh', { ...dataCenter, refresh_token })
  await post('/connections/refresh', { ...dataCenter, refresh_token: text })

  const access_token = refreshed.tokens?.access_token ?? `at_de_${'0a'.repeat(16)}`
  const choose = { ...dataCenter, subject, access_token, return_to: returnTo, choose_calendars: true }
  const choice = (await post('/permission-requests', choose)).redirect?.url ?? ''
  await post('/permission-requests', { ...choose, access_token_expires_at: text })
  await browser.get(choice)
  const page = browser.visitedUrls.at(-1) ?? ''
  await browser.get(`${page}?selected=${text}&filter=${text}`)
  for (const path of ['', '/start']) await browser.post(page + path, { calendar_id: text, list: text, filter: text })
  const { url: chosen } = await followLink(browser, choice)
  const sealed_request = chosen.searchParams.get('sealed_request') ?? text
  await post('/permission-requests/complete', { ...dataCenter, subject, access_token, sealed_request })
  await browser.get(choice)
  await browser.post(`${browser.visitedUrls.at(-1)}/cancel`, {})
  await browser.get(`${choice}${text}`)

  await post('/connections/revoke', { ...dataCenter, token: refresh_token })
  await post('/connections/revoke', { ...dataCenter, token: text })
  await post('/connections/refresh', { ...dataCenter, refresh_token })
}
