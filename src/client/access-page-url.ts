/**
 * Validates the URL of the access page.
 *
 * @module
 */
import { isAppOrigin } from '../data-centers.ts'

/**
 * Returns the parsed URL if the user may be sent there, and otherwise `undefined`. It must be https on one of Cronofy's
 * app hosts, with the default port and no user name. With an emulator, it must have the emulator's origin.
 *
 * Cronofy documents the host of the access page for the United States only. For the other data centers it is a guess.
 */
export function accessPageUrl(url: string, sandboxUrl: string | undefined): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, username, password, href } = new URL(url)
  if (username !== '' || password !== '') return undefined
  // Not `URL.origin`. For `blob:https://app.cronofy.com/x`, that is the origin of the inner URL.
  const origin = `${protocol}//${host}`
  const trusted = sandboxUrl === undefined ? isAppOrigin(origin) : origin === new URL(sandboxUrl).origin
  return trusted ? href : undefined
}
