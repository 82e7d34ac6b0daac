/**
 * The books of one data center: its accounts, their calendars, and what the application may do with each.
 *
 * @module
 */
import type { components } from '../../../generated/api.ts'
import type { PermissionsResponseKind, Seed, SeedCalendar, SeedProfile } from '../config/seed.ts'

/** A calendar as the wire has it. Its `permission_level` is the truth that everything else reports. */
export type Calendar = components['schemas']['Calendar']

/**
 * An account. What an application may do belongs to the account here, whichever application asked (guess: the provider
 * may keep it for each application).
 */
export interface Account {
  /** `google`: what the seed calls it. */
  readonly name: string
  /** `acc_de_google`: what the wire calls it. */
  readonly sub: string
  /** One line for whoever has to choose an account. */
  readonly description: string
  readonly permissions: PermissionsResponseKind
  readonly profiles: readonly Profile[]
}

/** A connected provider account and its calendars. */
export interface Profile {
  readonly provider_name: string
  readonly provider_service?: string
  readonly profile_id: string
  readonly profile_name: string
  readonly calendars: readonly Calendar[]
}

/**
 * Opens the books of a data center as the seed has them, by account name. Every id carries the data center, so that a
 * mix-up shows: `acc_de_google`, `pro_de_google1`, `cal_de_google1_work`.
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
      },
    ]),
  )
}

/** Every calendar of the account, deleted ones too, profile by profile. */
export function calendarsOf(account: Account): Calendar[] {
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
