/** What surrounds `app.ts`: its user, its key, and where outcomes are recorded. */
import type { Account, DataCenter, Outcome } from 'cronofy-extended-permissions'
import { createProvider } from './provider.ts'

/** What the test tells: through the environment, or workerd's bindings. */
export interface Settings {
  readonly SANDBOX_URL?: string
  readonly DATA_CENTER?: string
  readonly ACCESS_TOKEN?: string
}

declare global {
  var sealingKey: string
  var accountOfSession: (c: unknown) => Account | null
  var record: (requestId: string, outcome: Outcome) => void
}

/** What `onOutcome` was told. */
export const outcomes: Outcome[] = []

let signedIn: Account | null = null

globalThis.sealingKey = 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'
globalThis.accountOfSession = () => signedIn
globalThis.record = (_, outcome) => {
  outcomes.push(outcome)
}

/** Call it before the first request. It signs the user in, and replaces Cronofy by an emulator. */
export function setUpGlobals({ SANDBOX_URL = '', DATA_CENTER, ACCESS_TOKEN = '' }: Settings): void {
  if (signedIn !== null) return
  signedIn = { dataCenter: DATA_CENTER as DataCenter, accessToken: ACCESS_TOKEN, subject: 'user-1' }
  const originalFetch = globalThis.fetch
  globalThis.fetch = createProvider(SANDBOX_URL, (request) => originalFetch(request))
}
