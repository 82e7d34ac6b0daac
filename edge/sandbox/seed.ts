/**
 * The shape of what a sandbox starts with. It is data: `default-seed.ts` is one, a test may pass its own.
 *
 * @module
 */
import type { Behaviours } from './behaviours.ts'

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

/**
 * Throws where two clients, accounts, profiles or calendars of a profile share an id: the one would silently hide the
 * other.
 */
export function checkSeed(seed: Seed): void {
  refuseRepeats(
    'client',
    seed.clients.map((client) => client.clientId),
  )
  refuseRepeats(
    'account',
    seed.accounts.map((account) => account.name),
  )
  const profiles = seed.accounts.flatMap((account) => account.profiles)
  refuseRepeats(
    'profile',
    profiles.map((profile) => profile.id),
  )
  for (const profile of profiles) {
    refuseRepeats(
      `calendar of profile "${profile.id}"`,
      profile.calendars.map((calendar) => calendar.id),
    )
  }
}

function refuseRepeats(what: string, ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated !== undefined)
    throw new TypeError(`Cannot create the sandbox: ${what} "${repeated}" is in the seed twice`)
}
