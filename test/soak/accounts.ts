/**
 * The accounts of every data center: many, so that flows of one batch never share one.
 *
 * @module
 */
import type { PermissionsResponseKind, Seed, SeedAccount, SeedCalendar } from '../../edge/sandbox/index.ts'

/** What an account stands for in a plan. */
export type AccountKind = 'plain' | 'enterprise' | 'refusing'

const PLAIN = 20
const ENTERPRISE = 5

/**
 * Names as people give them; each is its own within an account, since the outcome page knows no ids, and none is a word of
 * anybody else's, so that it is found wherever it leaks.
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

/** 1 to 5 calendars that can be asked for, and of every other kind some. */
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

/** Somebody whose seal others try to use; part of no plan of their own. */
export const STRANGER = 'stranger'

/** The names of the accounts, by what they stand for. */
export const ACCOUNTS: Readonly<Record<AccountKind, readonly string[]>> = {
  plain: plain.map(({ name }) => name),
  enterprise: enterprise.map(({ name }) => name),
  refusing: refusing.map(({ name }) => name),
}

/** What a sandbox starts with. */
export function soakSeed(clientId: string, clientSecret: string): Seed {
  return {
    clients: [{ clientId, clientSecret }],
    accounts: [...plain, ...enterprise, ...refusing, createAccount(STRANGER, 2)],
  }
}
