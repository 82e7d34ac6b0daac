import { base64url } from 'jose'
import { type Account, type CronofyCalendar, createKeyRing } from '../../src/index.ts'

export const KEY = 'q1rYNlAOYyfuFZ0U6bXvvNvL5hFp2W1KvY0nJc7mT3s'
export const OTHER_KEY = 'Zk3mP9xQ2vR7tW1yB5nC8dF4gH6jL0sA-_eUiOpMqNs'

/** Looks like nothing else, so that it is found wherever it leaks. */
export const CANARY_TOKEN = 'canary-token-5f2b9c'

export const ACCOUNT: Account = { dataCenter: 'de', accessToken: CANARY_TOKEN, subject: 'user-1' }

export function createKeys(...secrets: string[]) {
  return createKeyRing(secrets.length === 0 ? [KEY] : secrets)
}

/** The key for a purpose, as another program with the sealing key would derive it (RFC 5869). */
export async function deriveKeyBytes(secret: string, purpose: string): Promise<Uint8Array> {
  const baseKey = await crypto.subtle.importKey('raw', base64url.decode(secret) as BufferSource, 'HKDF', false, [
    'deriveBits',
  ])
  const info = new TextEncoder().encode(`cronofy-extended-permissions/1/${purpose}`)
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, baseKey, 256))
}

/** A plain calendar that nothing was granted for, with whatever is to differ. */
export function calendar(id: string, overrides: Partial<CronofyCalendar> = {}): CronofyCalendar {
  return {
    calendar_id: id,
    calendar_name: `Calendar ${id}`,
    calendar_readonly: false,
    calendar_deleted: false,
    permission_level: 'sandbox',
    ...overrides,
  }
}

export function unrestrictedCalendar(id: string, overrides: Partial<CronofyCalendar> = {}): CronofyCalendar {
  return calendar(id, { permission_level: 'unrestricted', ...overrides })
}

/** What a rejected promise was rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('Cannot look at the rejection: the promise was fulfilled')
}
