import type { DataCenter } from '../../../src/data-centers.ts'
import type { Config } from '../config/config.ts'
import { PATHS } from '../pages/paths.ts'

/** The path at which a connection of the service comes back. A data center follows. */
export const CONNECTION_CALLBACK = '/connections/callback'

/** The redirect URIs to register at Cronofy, by data center: of the connect app, and with API keys of connections. */
export function redirectUrisOf({
  publicUrl,
  applications,
  apiKeys,
}: Pick<Config, 'publicUrl' | 'applications' | 'apiKeys'>): Readonly<Partial<Record<DataCenter, readonly string[]>>> {
  const paths = [PATHS.callback, ...(apiKeys.length > 0 ? [CONNECTION_CALLBACK] : [])]
  const entries = [...applications.keys()].map((id) => [id, paths.map((path) => `${publicUrl.origin}${path}/${id}`)])
  return Object.fromEntries(entries)
}

/** The same as text for a terminal. Empty without credentials. */
export function describeRedirectUris(config: Pick<Config, 'publicUrl' | 'applications' | 'apiKeys'>): string {
  const lines = Object.entries(redirectUrisOf(config)).flatMap(([id, uris]) => uris.map((uri) => `  ${id}  ${uri}`))
  return lines.length === 0 ? '' : `Register these redirect URIs at Cronofy:\n${lines.join('\n')}\n`
}
