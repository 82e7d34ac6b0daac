/**
 * What the command says when it has started.
 *
 * @module
 */
import { DATA_CENTERS, DEFAULT_DATA_CENTER } from './config/data-centers.ts'
import type { Seed } from './config/seed.ts'

/** The address, the application, the accounts, and a curl to begin with. */
export function startupBanner(url: string, seed: Seed): string {
  return `Sandbox (this is not Cronofy): ${url}
Inspector (accounts, requests, clock and faults, in a browser): ${url}/sandbox

Data centers, each under its own path (without one it is ${DEFAULT_DATA_CENTER}): ${DATA_CENTERS.map(({ id }) => `/${id}`).join(' ')}

Applications:
${seed.clients.map(({ clientId, clientSecret }) => `  client_id ${clientId}  client_secret ${clientSecret}`).join('\n')}

${describeAccounts(url, seed)}

Ctrl-C ends it.`
}

function describeAccounts(url: string, { accounts }: Seed): string {
  const [firstAccount] = accounts
  if (firstAccount === undefined) return 'Accounts: none, as the seed has it. Nobody can sign in.'
  const width = Math.max(...accounts.map(({ name }) => name.length))
  const body = JSON.stringify({ account: firstAccount.name, data_center: DEFAULT_DATA_CENTER })
  return `Accounts:
${accounts.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`).join('\n')}

Begin with a token:
  curl ${url}/sandbox/tokens -H 'content-type: application/json' -d '${body}'`
}
