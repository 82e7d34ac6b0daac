import { SANDBOX_DATA_CENTERS } from '../config/data-centers.ts'
import type { Seed } from '../config/seed.ts'

/** Where the emulator listens. */
export interface BannerLocation {
  /** The URL of the first port. */
  readonly url: string
  /** The data center of paths without a prefix at `url`. */
  readonly dataCenter: string
  /** The URLs by data center, if each one has its own port. */
  readonly urls?: Readonly<Record<string, string>> | undefined
  /** The hosts besides loopback that may be in URLs. */
  readonly allowedHosts: readonly string[]
}

/** What the command prints when it listens. */
export function renderBanner(
  { url, dataCenter, urls, allowedHosts }: BannerLocation,
  { clients, accounts }: Seed,
): string {
  const [firstAccount] = accounts
  const width = Math.max(...accounts.map(({ name }) => name.length))
  const body = JSON.stringify({ account: firstAccount?.name, data_center: dataCenter })
  const dataCenters =
    urls === undefined
      ? `Data centers, by path (${dataCenter} without one): ${SANDBOX_DATA_CENTERS.map(({ id }) => `/${id}`).join(' ')}`
      : `Data centers, by port:\n${Object.entries(urls)
          .map(([id, origin]) => `  ${id}  ${origin}`)
          .join('\n')}`
  const hosts = allowedHosts.length === 0 ? '' : `\nHosts besides loopback: ${allowedHosts.join(' ')}\n`
  return `Emulator (this is not Cronofy): ${url}
Inspector (accounts, requests, clock, and faults in a browser): ${url}/sandbox
${hosts}
${dataCenters}

Applications:
${clients.map(({ clientId, clientSecret }) => `  client_id ${clientId}  client_secret ${clientSecret}`).join('\n')}

Accounts:
${accounts.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`).join('\n')}
${
  firstAccount === undefined
    ? '  none. Add one to the seed to be able to sign in.'
    : `
Create a token:
  curl ${url}/sandbox/tokens -H 'content-type: application/json' -d '${body}'`
}

Press Ctrl+C to stop.`
}
