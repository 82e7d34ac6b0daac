/**
 * The shape of what a sandbox starts with. It is data: `default-seed.ts` is one, a test may pass its own.
 *
 * @module
 */
import type { Behaviors } from './behaviors.ts'

/** Everything a sandbox starts with. Each data center gets a copy of its own. */
export interface Seed {
  /**
   * The applications, the same in every data center. (Real client ids belong to one data center: guess.) The first one is
   * whose tokens `POST /sandbox/tokens` makes.
   */
  readonly clients: readonly [SeedClient, ...SeedClient[]]
  readonly accounts: readonly SeedAccount[]
  /** The guesses that are switched; those left out are the defaults. `createSandbox({ behaviors })` goes before them. */
  readonly behaviors?: Partial<Behaviors>
}

/** An application's credentials. */
export interface SeedClient {
  readonly clientId: string
  readonly clientSecret: string
}

/** A user of the calendar providers, whom the sandbox knows under `name`. */
export interface SeedAccount {
  /** Unique; the `sub` is made of it: `google` is `acc_de_google` in `de`. */
  readonly name: string
  /** One line for whoever has to choose an account. */
  readonly description: string
  /** @default 'redirect' */
  readonly permissions?: PermissionsResponseKind
  /** The first one is the `linking_profile` of every token response (guess). */
  readonly profiles: readonly SeedProfile[]
}

/**
 * What `POST /v1/permissions` answers for an account:
 * - `redirect`: 200 with the URL of an access page (documented);
 * - `accepted`: 200 with `accepted: true`, and the permissions are granted at once; Enterprise Connect (documented);
 * - `payment_required`: 402, the application's plan lacks the feature (status documented, its use here a guess);
 * - `insufficient_scope`: 403, the granted scope is not enough (status documented, its use here a guess);
 * - `enterprise_scope_missing`: Enterprise Connect, and the application lacks the scope for unrestricted access: 403, or 422
 *   with the behavior `missingScopeStatus` (guesses; that the scope is needed: SDK);
 * - `account_locked`: 423 (status documented, its use here a guess).
 */
export type PermissionsResponseKind =
  | 'redirect'
  | 'accepted'
  | 'payment_required'
  | 'insufficient_scope'
  | 'enterprise_scope_missing'
  | 'account_locked'

/** A connected provider account. */
export interface SeedProfile {
  /** Unique in the seed; `google1` is `pro_de_google1` in `de`. */
  readonly id: string
  /** `provider_name` on the wire: `google`, `exchange`, `live_connect`, `apple`; an open set (documented). */
  readonly provider: string
  /** `provider_service` on the wire. Left out where it is not given. */
  readonly service?: string
  /** `profile_name` on the wire, mostly an email address. */
  readonly name: string
  readonly calendars: readonly SeedCalendar[]
}

/** A calendar. Every flag is false unless it is given. */
export interface SeedCalendar {
  /** Unique in its profile; `work` of `google1` is `cal_de_google1_work` in `de`. */
  readonly id: string
  readonly name: string
  readonly primary?: boolean
  readonly readonly?: boolean
  readonly deleted?: boolean
  /** Whether the application may already do everything; else the level is `sandbox`. */
  readonly unrestricted?: boolean
}

/** Something that is in a seed twice. */
export interface Duplicate {
  /** Where the second one has its id: `['accounts', 3, 'name']`. */
  readonly path: readonly (string | number)[]
  /** `account "google"`. */
  readonly label: string
}

/**
 * Throws a TypeError where two clients, accounts, profiles or calendars of a profile share an id: the one would silently
 * hide the other.
 */
export function assertUniqueIds(seed: Seed): void {
  const [duplicate] = findDuplicates(seed)
  if (duplicate !== undefined) throw new TypeError(`Cannot create the sandbox: ${duplicate.label} is in the seed twice`)
}

/** Every id that stands where it stood before. */
export function findDuplicates(seed: Seed): Duplicate[] {
  const profiles = seed.accounts.flatMap((account, accountIndex) =>
    account.profiles.map((profile, profileIndex) => ({
      ...profile,
      path: ['accounts', accountIndex, 'profiles', profileIndex],
    })),
  )
  return [
    ...duplicatesIn(
      'client',
      seed.clients.map(({ clientId }, index) => ({ id: clientId, path: ['clients', index, 'clientId'] })),
    ),
    ...duplicatesIn(
      'account',
      seed.accounts.map(({ name }, index) => ({ id: name, path: ['accounts', index, 'name'] })),
    ),
    ...duplicatesIn(
      'profile',
      profiles.map(({ id, path }) => ({ id, path: [...path, 'id'] })),
    ),
    ...profiles.flatMap((profile) =>
      duplicatesIn(
        `calendar of profile "${profile.id}"`,
        profile.calendars.map(({ id }, index) => ({ id, path: [...profile.path, 'calendars', index, 'id'] })),
      ),
    ),
  ]
}

function duplicatesIn(kind: string, entries: readonly { id: string; path: Duplicate['path'] }[]): Duplicate[] {
  const seen = new Set<string>()
  return entries.flatMap(({ id, path }) => {
    const isDuplicate = seen.has(id)
    seen.add(id)
    return isDuplicate ? [{ path, label: `${kind} "${id}"` }] : []
  })
}
