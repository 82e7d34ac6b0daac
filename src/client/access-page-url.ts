/**
 * Where a user may be sent to decide.
 *
 * @module
 */
import { isAppOrigin } from '../data-centers.ts'

/**
 * The access page's address as it was parsed, if the user may be sent there: https, exactly one of the provider's
 * app hosts, the default port, no user name. With a sandbox: the sandbox's origin, and nothing else.
 *
 * That every data center's page is on one of the app hosts is documented for the United States only, and a guess for
 * the others.
 */
export function accessPageUrl(url: string, sandboxUrl: string | undefined): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, username, password, href } = new URL(url)
  if (username !== '' || password !== '') return undefined
  // Not `URL.origin`: that of `blob:https://app.cronofy.com/x` is the origin of the address inside.
  const origin = `${protocol}//${host}`
  const trusted = sandboxUrl === undefined ? isAppOrigin(origin) : origin === new URL(sandboxUrl).origin
  return trusted ? href : undefined
}
