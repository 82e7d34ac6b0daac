/**
 * A user with a browser: what the user does in an example, and what its page shows.
 *
 * @module
 */

import { sendNavigation } from '../../helpers/send-navigation.ts'
import { createTestBrowser, type PageView, type TestBrowser } from '../../helpers/test-browser.ts'

/** The accounts of the emulator that the walk connects. */
export type AccountName = 'google' | 'microsoft' | 'enterprise'

/** What the settings page of an example shows. */
export interface SettingsPage {
  /** The URL that begins a connection. Undefined if the user is connected. */
  readonly connectUrl: string | undefined
  /** The URL that the form posts to. Undefined if the user is not connected. */
  readonly startUrl: string | undefined
  readonly calendars: readonly { readonly id: string; readonly text: string }[]
  /** The recorded outcomes, one for each request. */
  readonly outcomes: readonly string[]
}

/** Where an example runs. */
export interface ExampleUrls {
  /** The URL of the application, with its base path. It has `/sign-in` and `/settings`. */
  readonly app: string
  /** The origin of the emulator. */
  readonly sandbox: string
}

/** A user with a browser. */
export interface Visitor extends TestBrowser {
  signIn(userId: string): Promise<void>
  /** Signs in, and connects an account of the emulator. */
  connect(userId: string, account: AccountName): Promise<void>
  settings(): Promise<SettingsPage>
  /** Presses the button of the settings page, with all calendars selected or only those of these IDs. */
  requestAccess(calendarIds?: readonly string[]): Promise<PageView>
}

export function createVisitor({ app, sandbox }: ExampleUrls): Visitor {
  const browser = createTestBrowser({ [new URL(app).origin]: sendNavigation, [sandbox]: sendNavigation })

  async function settings(): Promise<SettingsPage> {
    return readSettings(await browser.get(`${app}/settings`))
  }

  async function signIn(userId: string): Promise<void> {
    const page = await browser.post(`${app}/sign-in`, { user: userId })
    if (page.status !== 200) throw new Error(`The sign-in responded with ${page.status}: ${page.text}`)
  }

  return {
    ...browser,
    signIn,
    settings,
    async connect(userId, account) {
      await signIn(userId)
      const { connectUrl } = await settings()
      if (connectUrl === undefined) throw new Error('The settings page has no link that connects.')
      const authorize = await browser.get(connectUrl)
      const back = await browser.post(authorize.url.href, { account })
      const status = back.url.searchParams.get('connection_status')
      if (status !== 'connected') throw new Error(`${back.url} is not the end of a connection: ${back.text}`)
    },
    async requestAccess(calendarIds) {
      const { startUrl, calendars } = await settings()
      if (startUrl === undefined) throw new Error('The settings page has no form.')
      const selected = calendarIds ?? calendars.map(({ id }) => id)
      return browser.post(
        startUrl,
        selected.map((id): [string, string] => ['calendar_id', id]),
      )
    },
  }
}

/** Reads a settings page. @throws {Error} if it is another page */
export function readSettings({ url, status, text }: PageView): SettingsPage {
  if (status !== 200 || !/<h1[^>]*>Settings<\/h1>/.test(text)) {
    throw new Error(`${url} responded with ${status} and not with the settings: ${text}`)
  }
  // React separates texts by comments.
  const html = text.replaceAll(/<!--.*?-->/gs, '')
  const resolve = (pattern: RegExp) => {
    const target = pattern.exec(html)?.[1]
    return target && new URL(target, url).href
  }
  const labels = html.matchAll(/<label[^>]*>\s*<input[^>]*\bvalue="([^"]*)"[^>]*>([^<]*)<\/label>/g)
  return {
    connectUrl: resolve(/<a [^>]*\bhref="([^"]*\/connect\/us)"/),
    startUrl: resolve(/<form [^>]*\baction="([^"]*\/start)"/),
    calendars: [...labels].map(([, id = '', label = '']) => ({ id, text: label.trim() })),
    outcomes: [...html.matchAll(/<li[^>]*>\s*(\w+)\s*<\/li>/g)].map(([, outcome = '']) => outcome),
  }
}
