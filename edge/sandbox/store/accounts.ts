import type { components } from '../../../generated/api.ts'
import type { PermissionsResponseKind, Seed, SeedCalendar, SeedProfile } from '../config/seed.ts'

/** A calendar as on the wire. Its `permission_level` is the state that all other parts report. */
export type Calendar = components['schemas']['Calendar']

/** An account. Its permissions apply to every application (guess: Cronofy may keep them per application). */
export interface Account {
  /** The name in the seed: `google`. */
  readonly name: string
  /** The ID on the wire: `acc_de_google`. */
  readonly sub: string
  readonly description: string
  readonly permissions: PermissionsResponseKind
  /** Its own profiles, without those of linked accounts. */
  readonly profiles: readonly Profile[]
  /** The accounts that were linked to this one, in this order. It has their profiles too. */
  readonly linkedAccounts: Set<Account>
}

export interface Profile {
  readonly provider_name: string
  readonly provider_service?: string
  readonly profile_id: string
  readonly profile_name: string
  readonly calendars: readonly Calendar[]
}

/**
 * Creates the accounts of a data center from the seed, by name. Every ID contains the data center, so that a mix-up is
 * easy to see: `acc_de_google`, `pro_de_google1`, `cal_de_google1_work`.
 */
export function createAccounts(seed: Seed, dataCenter: string): Map<string, Account> {
  return new Map(
    seed.accounts.map((account) => [
      account.name,
      {
        name: account.name,
        sub: `acc_${dataCenter}_${account.name}`,
        description: account.description,
        permissions: account.permissions ?? 'redirect',
        profiles: account.profiles.map((profile) => createProfile(profile, dataCenter)),
        linkedAccounts: new Set(),
      },
    ]),
  )
}

/** The profiles of the account and of its linked accounts. */
export function profilesOf(account: Account): Profile[] {
  return [account, ...account.linkedAccounts].flatMap(({ profiles }) => profiles)
}

/** Every calendar of these profiles, including deleted ones. */
export function calendarsOf(account: Account): Calendar[] {
  return profilesOf(account).flatMap((profile) => profile.calendars)
}

/** The same without linked accounts. */
export function ownCalendarsOf(account: Account): Calendar[] {
  return account.profiles.flatMap((profile) => profile.calendars)
}

function createProfile(profile: SeedProfile, dataCenter: string): Profile {
  const profileFields = {
    provider_name: profile.provider,
    profile_id: `pro_${dataCenter}_${profile.id}`,
    profile_name: profile.name,
  }
  return {
    ...profileFields,
    ...(profile.service !== undefined && { provider_service: profile.service }),
    calendars: profile.calendars.map((calendar) => ({
      ...profileFields,
      ...createCalendar(calendar, `cal_${dataCenter}_${profile.id}_${calendar.id}`),
    })),
  }
}

function createCalendar(calendar: SeedCalendar, id: string): Calendar {
  return {
    calendar_id: id,
    calendar_name: calendar.name,
    calendar_readonly: calendar.readonly ?? false,
    calendar_deleted: calendar.deleted ?? false,
    calendar_primary: calendar.primary ?? false,
    calendar_integrated_conferencing_available: true,
    calendar_attachments_available: true,
    permission_level: calendar.permissionLevel ?? 'sandbox',
  }
}
