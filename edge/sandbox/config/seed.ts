/**
 * The shape of what a sandbox starts with. It is data: `default-seed.ts` is one, a test may pass its own.
 *
 * @module
 */
import type { Behaviours } from './behaviors.ts'

/** Everything a sandbox starts with. Each data center gets a copy of its own. */
export interface Seed {
  /**
   * The applications, the same in every data center. (Real client ids belong to one data center: guess.) The first one is
   * whose tokens `POST /sandbox/tokens` makes.
   */
  readonly clients: readonly [Client, ...Client[]]
  readonly accounts: readonly SeedAccount[]
  /** The guesses that are switched; those left out are the defaults. `createSandbox({ behaviours })` goes before them. */
  readonly behaviours?: Partial<Behaviours>
}

/** An application's credentials. */
export interface Client {
  readonly clientId: string
  readonly clientSecret: string
}

/** A user of the calendar providers, whom the sandbox knows under `name`. */
export interface SeedAccount {
  /** Unique; the `sub` is made of it: `google` is `acc_de_google` in `de`. */
  readonly name: string
  /** One line for whoever has to choose an account. */
  readonly about: string
  /** @default 'redirect' */
  readonly permissions?: PermissionsBehaviour
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
 *   with the behaviour `missingScopeStatus` (guesses; that the scope is needed: SDK);
 * - `account_locked`: 423 (status documented, its use here a guess).
 */
export type PermissionsBehaviour =
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
export interface Repeat {
  /** Where the second one has its id: `['accounts', 3, 'name']`. */
  readonly path: readonly (string | number)[]
  /** `account "google"`. */
  readonly what: string
}

/**
 * Throws a TypeError where two clients, accounts, profiles or calendars of a profile share an id: the one would silently
 * hide the other.
 */
export function checkSeed(seed: Seed): void {
  const [repeat] = findRepeats(seed)
  if (repeat !== undefined) throw new TypeError(`Cannot create the sandbox: ${repeat.what} is in the seed twice`)
}

/** Every id that stands where it stood before. */
export function findRepeats(seed: Seed): Repeat[] {
  const profiles = seed.accounts.flatMap((account, at) =>
    account.profiles.map((profile, index) => ({ ...profile, path: ['accounts', at, 'profiles', index] })),
  )
  return [
    ...repeatsOf(
      'client',
      seed.clients.map(({ clientId }, at) => ({ id: clientId, path: ['clients', at, 'clientId'] })),
    ),
    ...repeatsOf(
      'account',
      seed.accounts.map(({ name }, at) => ({ id: name, path: ['accounts', at, 'name'] })),
    ),
    ...repeatsOf(
      'profile',
      profiles.map(({ id, path }) => ({ id, path: [...path, 'id'] })),
    ),
    ...profiles.flatMap((profile) =>
      repeatsOf(
        `calendar of profile "${profile.id}"`,
        profile.calendars.map(({ id }, at) => ({ id, path: [...profile.path, 'calendars', at, 'id'] })),
      ),
    ),
  ]
}

function repeatsOf(what: string, named: readonly { id: string; path: Repeat['path'] }[]): Repeat[] {
  const seen = new Set<string>()
  return named.flatMap(({ id, path }) => {
    const isRepeat = seen.has(id)
    seen.add(id)
    return isRepeat ? [{ path, what: `${what} "${id}"` }] : []
  })
}
