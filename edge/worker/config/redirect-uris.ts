import type { DataCenter } from '../../../src/data-centers.ts'
import { PATHS, SERVICE_PATHS } from '../http/paths.ts'
import type { Config } from './config.ts'

/** The redirect URIs to register at Cronofy, by data center: of the connect app, and with API keys of connections. */
export function redirectUrisOf({
  publicUrl,
  applications,
  apiKeys,
}: Pick<Config, 'publicUrl' | 'applications' | 'apiKeys'>): Readonly<Partial<Record<DataCenter, readonly string[]>>> {
  const paths = [PATHS.callback, ...(apiKeys.length > 0 ? [SERVICE_PATHS.connectionCallback] : [])]
  const entries = [...applications.keys()].map((id) => [id, paths.map((path) => `${publicUrl.origin}${path}/${id}`)])
  return Object.fromEntries(entries)
}

/** The same as text for a terminal. Empty without credentials. */
export function describeRedirectUris(config: Pick<Config, 'publicUrl' | 'applications' | 'apiKeys'>): string {
  const lines = Object.entries(redirectUrisOf(config)).flatMap(([id, uris]) => uris.map((uri) => `  ${id}  ${uri}`))
  return lines.length === 0 ? '' : `Register these redirect URIs at Cronofy:\n${lines.join('\n')}\n`
}
