/**
 * The accounts of every data center. There are enough that the flows of a batch never share an account.
 *
 * @module
 */
import type { PermissionsResponseKind, Seed, SeedAccount, SeedCalendar } from '../../edge/sandbox/index.ts'

/** The kind of an account in a plan. */
export type AccountKind = 'plain' | 'enterprise' | 'refusing'

const PLAIN = 20
const ENTERPRISE = 5

/**
 * Calendar names as people choose them. Names are unique within an account, because the outcome page shows no IDs. No other text
 * contains them, so that the leak finder recognizes them anywhere.
 */
const OFFERED_NAMES = [
  'Anna at work',
  'Home & garden',
  `<script>alert("7")</script>`,
  'יומן המשפחה',
  "🏖️ Anna's",
] as const
const HOLIDAYS = 'Holidays, public'
const OLD = 'Old project'
const SHARED = 'Shared with Bob'

/** The names of all calendars. */
export const CALENDAR_NAMES: readonly string[] = [...OFFERED_NAMES, HOLIDAYS, OLD, SHARED]

/** Creates 1 to 5 calendars that can be requested, and some calendars of each other kind. */
function createCalendars(index: number): SeedCalendar[] {
  const plain = OFFERED_NAMES.slice(0, 1 + (index % 5)).map((name, at) => ({ id: `c${at}`, name, primary: at === 0 }))
  return [
    ...plain,
    ...(index % 4 === 1 ? [{ id: 'holidays', name: HOLIDAYS, readonly: true }] : []),
    ...(index % 4 === 2 ? [{ id: 'old', name: OLD, deleted: true }] : []),
    ...(index % 4 === 3 ? [{ id: 'shared', name: SHARED, permissionLevel: 'unrestricted' as const }] : []),
  ]
}

function createAccount(name: string, index: number, permissions: PermissionsResponseKind = 'redirect'): SeedAccount {
  const profile = { id: name, provider: 'google', name: `${name}@soak.example`, calendars: createCalendars(index) }
  return { name, description: 'soak', permissions, profiles: [profile] }
}

const plain = Array.from({ length: PLAIN }, (_, index) => createAccount(`plain${index}`, index))
const enterprise = Array.from({ length: ENTERPRISE }, (_, index) =>
  createAccount(`enterprise${index}`, index, 'accepted'),
)
const refusing: readonly SeedAccount[] = [
  createAccount('locked', 1, 'account_locked'),
  createAccount('noplan', 2, 'payment_required'),
  createAccount('narrow', 3, 'insufficient_scope'),
  {
    name: 'empty',
    description: 'soak',
    profiles: [{ id: 'empty', provider: 'google', name: 'empty@soak.example', calendars: [] }],
  },
]

/** An account whose sealed request other users try to use. No plan has this account as its own. */
export const STRANGER = 'stranger'

/** The names of the accounts, by kind. */
export const ACCOUNTS: Readonly<Record<AccountKind, readonly string[]>> = {
  plain: plain.map(({ name }) => name),
  enterprise: enterprise.map(({ name }) => name),
  refusing: refusing.map(({ name }) => name),
}

/** The seed of the emulator. */
export function soakSeed(clientId: string, clientSecret: string): Seed {
  return {
    clients: [{ clientId, clientSecret }],
    accounts: [...plain, ...enterprise, ...refusing, createAccount(STRANGER, 2)],
  }
}
