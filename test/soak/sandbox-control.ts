/**
 * Reads the emulator's state and journal for a flow, and sets its faults.
 *
 * @module
 */
import type { FaultEntry, JournalEntry } from '../../edge/sandbox/index.ts'

/** The emulator's state of an account at a moment. */
export interface SandboxSnapshot {
  /** The permission levels by calendar ID. */
  readonly calendars: Readonly<Record<string, string>>
  /** The calls to the data center since the last snapshot. */
  readonly journal: readonly JournalEntry[]
  /** The calendars of the last permission request since the last snapshot. Null if there was none. */
  readonly requestedIds: readonly string[] | null
}

/** The emulator's authorizations at a moment. */
export interface SandboxAuthorizations {
  readonly unusedCodes: number
  /** The accounts by access token. */
  readonly accounts: Readonly<Record<string, string>>
}

/** The emulator of one data center. */
export interface SandboxControl {
  /** Reads the state of an account, and the journal since the last snapshot. */
  snapshot(account: string): Promise<SandboxSnapshot>
  setFaults(faults: readonly FaultEntry[], seed: number): Promise<void>
  /** Removes all faults. Returns how often each one occurred. */
  clearFaults(): Promise<ReadonlyMap<string, number>>
  reset(): Promise<void>
  /** Returns the return URL of the last permission request. */
  returnUrl(): Promise<string>
  authorizations(): Promise<SandboxAuthorizations>
}

/** Creates the control of one data center of the emulator at `url`. */
export function createSandboxControl(url: string, dataCenter: string): SandboxControl {
  let journalOffset = 0

  async function send(path: string, init: RequestInit = {}): Promise<unknown> {
    const separator = path.includes('?') ? '&' : '?'
    const response = await fetch(`${url}${path}${separator}data_center=${dataCenter}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`The emulator rejected ${path}: ${response.status} ${text}`)
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

/** Names a fault. A late response, and a lost response to a call that took effect, count as different faults. */
function faultName(fault: FaultEntry): string {
  return fault.fault === 'response_timeout' && fault.ms === undefined ? 'response_timeout_never' : fault.fault
}
