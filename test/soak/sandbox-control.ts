/**
 * The sandbox's books, journal and faults, as a flow needs them.
 *
 * @module
 */
import type { FaultEntry, JournalEntry } from '../../edge/sandbox/index.ts'

/** What the sandbox knows of an account at a moment. */
export interface SandboxSnapshot {
  /** The permission level by calendar id. */
  readonly calendars: Readonly<Record<string, string>>
  /** What was asked of the data center, and answered, since the last look. */
  readonly journal: readonly JournalEntry[]
  /** The calendars of the last request for permissions since the last look; null where there was none. */
  readonly requestedIds: readonly string[] | null
}

/** What the sandbox knows of its authorizations at a moment. */
export interface SandboxAuthorizations {
  readonly unusedCodes: number
  /** The account by access token. */
  readonly accounts: Readonly<Record<string, string>>
}

/** The sandbox of one data center. */
export interface SandboxControl {
  /** Reads the account's books, and the journal since the look before. */
  snapshot(account: string): Promise<SandboxSnapshot>
  setFaults(faults: readonly FaultEntry[], seed: number): Promise<void>
  /** Ends all faults, and says how often each has struck. */
  clearFaults(): Promise<ReadonlyMap<string, number>>
  reset(): Promise<void>
  /** Where the person of the last permission request would be sent back to. */
  returnUrl(): Promise<string>
  authorizations(): Promise<SandboxAuthorizations>
}

/** The books of a data center of the sandbox at `url`. */
export function createSandboxControl(url: string, dataCenter: string): SandboxControl {
  let journalOffset = 0

  async function send(path: string, init: RequestInit = {}): Promise<unknown> {
    const separator = path.includes('?') ? '&' : '?'
    const response = await fetch(`${url}${path}${separator}data_center=${dataCenter}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`Cannot ask the sandbox for ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }

  return {
    async snapshot(account) {
      const snapshot = (await send(`/soak/snapshot?account=${account}&since=${journalOffset}`)) as SandboxSnapshot
      journalOffset += snapshot.journal.length
      return snapshot
    },
    async setFaults(faults, seed) {
      await send('/sandbox/faults', {
        method: 'PUT',
        body: JSON.stringify({ faults, seed }),
        headers: { 'content-type': 'application/json' },
      })
    },
    async clearFaults() {
      const { faults } = (await send('/sandbox/faults')) as { faults: (FaultEntry & { hits: number })[] }
      await send('/sandbox/faults', { method: 'DELETE' })
      const struck = new Map<string, number>()
      for (const fault of faults) {
        const name = faultName(fault)
        struck.set(name, (struck.get(name) ?? 0) + fault.hits)
      }
      return struck
    },
    async reset() {
      await send('/sandbox/reset', { method: 'POST' })
      journalOffset = 0
    },
    returnUrl: async () => ((await send('/soak/return-url')) as { url: string }).url,
    authorizations: async () => (await send('/soak/authorizations')) as SandboxAuthorizations,
  }
}

/** An answer that comes late is a fault of the network; one that never comes although the call took effect, is another. */
function faultName(fault: FaultEntry): string {
  return fault.fault === 'response_timeout' && fault.ms === undefined ? 'response_timeout_never' : fault.fault
}
