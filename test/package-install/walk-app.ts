import { expect } from 'vitest'
import { launch } from '../helpers/child-process.ts'
import { waitForHttp } from '../helpers/wait-for-http.ts'
import { findFreePort } from '../scripts/port.ts'
import { toSandboxUrl } from './consumers/provider.ts'
import type { InstalledSandbox } from './installed-sandbox.ts'

/** The environment of an app: the emulator, and the account of its user. */
export type AppSettings = Readonly<Record<'SANDBOX_URL' | 'DATA_CENTER' | 'ACCESS_TOKEN', string>>

/**
 * Starts an app that mounts the module, and walks through the flow as its user.
 *
 * @param dataCenter The data center of the user's account.
 * @param commandOf Returns the command that serves the app on a port.
 */
export async function walkApp(
  sandbox: InstalledSandbox,
  dataCenter: string,
  commandOf: (port: number, settings: AppSettings) => Promise<[string, ...string[]]>,
): Promise<void> {
  const { access_token } = await sandbox.tell('/sandbox/tokens', { account: 'apple', data_center: dataCenter })
  const settings = { SANDBOX_URL: sandbox.url, DATA_CENTER: dataCenter, ACCESS_TOKEN: access_token ?? '' }
  const port = await findFreePort()
  const [program, ...args] = await commandOf(port, settings)
  const app = launch(program, args, { ...settings, PORT: String(port), NO_COLOR: '1' })
  const url = `http://127.0.0.1:${port}`
  try {
    await waitForHttp(`${url}/outcomes`, app)
    const start = await fetch(`${url}/permissions/start`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({ all_calendars: 'true' }),
    })
    // `fetch` is a script, so the module responds with JSON.
    const { url: accessPage } = (await start.json()) as { url: string }
    const host = dataCenter === 'us' ? 'app.cronofy.com' : `app-${dataCenter}.cronofy.com`
    expect(new URL(accessPage).host, app.output()).toBe(host)

    const decision = { url: toSandboxUrl(accessPage, sandbox.url), decision: 'accept' }
    const { redirect_to = '' } = await sandbox.tell('/sandbox/decisions', decision)
    const back = await fetch(redirect_to.replace('https://app.example.com', url), { redirect: 'manual' })
    expect(back.headers.get('location')).toBe('https://app.example.com/settings?permission_status=granted')
    expect(await (await fetch(`${url}/outcomes`)).json()).toMatchObject([
      { status: 'granted', dataCenter, subject: 'user-1', calendars: [{ granted: true }, { granted: true }] },
    ])
  } finally {
    app.child.kill('SIGKILL')
    await app.ended
  }
}
