/**
 * The data that an emulator starts with. `default-seed.ts` is one seed. Tests and users can pass their own.
 *
 * @module
 */
import type { Behaviors } from './behaviors.ts'

/** Everything that an emulator starts with. Each data center gets its own copy. */
export interface Seed {
  /**
   * The applications, the same in every data center (guess: Cronofy issues credentials per data center).
   * `POST /sandbox/tokens` creates tokens of the first one.
   */
  readonly clients: readonly [SeedClient, ...SeedClient[]]
  /** The users. */
  readonly accounts: readonly SeedAccount[]
  /** Overrides of the default behaviors. `createSandbox({ behaviors })` overrides these. */
  readonly behaviors?: Partial<Behaviors>
}

/** The credentials of an application. */
export interface SeedClient {
  /** The client ID. */
  readonly clientId: string
  /** The client secret. */
  readonly clientSecret: string
}

/** A user of calendar providers. */
export interface SeedAccount {
  /** Unique. The `sub` contains it: `google` is `acc_de_google` in `de`. */
  readonly name: string
  /** One line that helps to choose an account. */
  readonly description: string
  /** @default 'redirect' */
  readonly permissions?: PermissionsResponseKind
  /** The first one is the `linking_profile` of every token response (guess). */
  readonly profiles: readonly SeedProfile[]
}

/**
 * How `POST /v1/permissions` responds for an account:
 * - `redirect`: 200 with the URL of an access page (documented);
 * - `accepted`: 200 with `accepted: true`, and the permissions are granted at once; Enterprise Connect (documented);
 * - `payment_required`: 402, the application's plan lacks the feature (status documented, its use here a guess);
 * - `insufficient_scope`: 403, the granted scope is not enough (status documented, its use here a guess);
 * - `enterprise_scope_missing`: Enterprise Connect without the scope for unrestricted access: 403, or 422 with the behavior
 *   `missingScopeStatus` (the statuses are guesses; an SDK says that the scope is needed);
 * - `account_locked`: 423 (status documented, its use here a guess).
 */
export type PermissionsResponseKind = (typeof PERMISSIONS_RESPONSE_KINDS)[number]

export const PERMISSIONS_RESPONSE_KINDS = [
  'redirect',
  'accepted',
  'payment_required',
  'insufficient_scope',
  'enterprise_scope_missing',
  'account_locked',
] as const

/** An account at a calendar provider that the user connected. */
export interface SeedProfile {
  /** Unique in the seed. `google1` is `pro_de_google1` in `de`. */
  readonly id: string
  /** `provider_name` on the wire: `google`, `exchange`, `live_connect`, `apple`. Other values are allowed (documented). */
  readonly provider: string
  /** `provider_service` on the wire. Absent there if it is absent here. */
  readonly service?: string
  /** `profile_name` on the wire, usually an email address. */
  readonly name: string
  /** The calendars of the profile. */
  readonly calendars: readonly SeedCalendar[]
}

/** What an application may do with the events of a calendar (documented). */
export type SeedPermissionLevel = (typeof SEED_PERMISSION_LEVELS)[number]

/** `sandbox`: only the events that the application created. `unrestricted`: all events. */
export const SEED_PERMISSION_LEVELS = ['sandbox', 'unrestricted'] as const

/** A calendar. */
export interface SeedCalendar {
  /** Unique in its profile. `work` of `google1` is `cal_de_google1_work` in `de`. */
  readonly id: string
  /** `calendar_name` on the wire. */
  readonly name: string
  /** @default false */
  readonly primary?: boolean
  /** @default false */
  readonly readonly?: boolean
  /** @default false */
  readonly deleted?: boolean
  /** @default 'sandbox' */
  readonly permissionLevel?: SeedPermissionLevel
}

/** An ID that a seed uses twice. */
export interface Duplicate {
  /** A JSON Pointer to the second use: `/accounts/3/name`. */
  readonly pointer: string
  /** `account "google"`. */
  readonly label: string
}

/**
 * Throws a TypeError if two clients, accounts, profiles, or calendars of a profile share an ID. Otherwise one would hide the
 * other.
 */
export function assertUniqueIds(seed: Seed): void {
  const [duplicate] = findDuplicates(seed)
  if (duplicate === undefined) return
  throw new TypeError(`Cannot create the emulator: ${duplicate.label} is in the seed twice. Use a unique ID.`)
}

/** Lists every ID that a seed has already used at an earlier place. */
export function findDuplicates({ clients, accounts }: Seed): Duplicate[] {
  const ids = [
    ...clients.map(({ clientId }, index) => toEntry(`/clients/${index}/clientId`, 'client', clientId)),
    ...accounts.map(({ name }, index) => toEntry(`/accounts/${index}/name`, 'account', name)),
    ...accounts.flatMap(({ profiles }, accountIndex) =>
      profiles.flatMap(({ id, calendars }, profileIndex) => {
        const pointer = `/accounts/${accountIndex}/profiles/${profileIndex}`
        const kind = `calendar of profile ${JSON.stringify(id)}`
        return [
          toEntry(`${pointer}/id`, 'profile', id),
          ...calendars.map((calendar, index) => toEntry(`${pointer}/calendars/${index}/id`, kind, calendar.id)),
        ]
      }),
    ),
  ]
  const seen = new Set<string>()
  return ids.filter(({ label }) => seen.size === seen.add(label).size)
}

function toEntry(pointer: string, kind: string, id: string): Duplicate {
  return { pointer, label: `${kind} ${JSON.stringify(id)}` }
}
