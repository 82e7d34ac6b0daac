/**
 * Parses Cronofy's responses: JSON of any shape goes in, and values with the types of `openapi.yaml` come out.
 *
 * Version 1 of the API grows by addition. Therefore unknown fields are dropped, and an optional field that is `null`
 * counts as absent. All other fields must have the documented type, except in a list of calendars: one malformed
 * calendar must not hide the others.
 *
 * @see https://docs.cronofy.com/developers/api/versioning/
 * @module
 */
import type { components } from '../../generated/api.ts'
import { isNonEmptyString } from '../shared/non-empty-string.ts'
import { getOwn } from '../shared/own-property.ts'
import { isWellFormed } from '../shared/well-formed.ts'

/**
 * A calendar, with the field names of Cronofy's API: `calendar_id`, `calendar_name`, `calendar_readonly`, `calendar_deleted`,
 * `calendar_primary`, `permission_level`, `profile_id`, `profile_name`, `provider_name`, and others. All but `calendar_id` are optional.
 * The reference of Cronofy's API describes them (`listCalendars`).
 */
export type CronofyCalendar = components['schemas']['Calendar']

/**
 * The account of an access token, with the field names of Cronofy's API: `sub`, `email`, `name`, `zoneinfo`, `cronofy.type`, and
 * `cronofy.data`, which lists the profiles and their calendars. All but `sub` are optional. The reference of Cronofy's API describes
 * them (`getUserInfo`).
 */
export type CronofyUserInfo = components['schemas']['UserInfo']

/** What is wrong with a response, without its values: `calendars[3].calendar_id must be a non-empty string`. */
export class ResponseShapeError extends Error {}

/**
 * Parses the response to `listCalendars`. A malformed calendar is left out, so it counts as not granted.
 *
 * @throws {ResponseShapeError} if there is no array
 */
export function parseCalendarList(body: unknown): CronofyCalendar[] {
  return parseCalendars(body, 'calendars', '')
}

/** Parses the response to `getUserInfo`. @throws {ResponseShapeError} */
export function parseUserInfo(body: unknown): CronofyUserInfo {
  const data = getOwn(body, 'cronofy.data')
  return {
    sub: requiredString(body, 'sub', ''),
    ...optionalStrings(body, ['email', 'name', 'zoneinfo', 'cronofy.type'], ''),
    ...(data != null && {
      'cronofy.data': {
        authorization: optionalStrings(
          getOwn(data, 'authorization'),
          ['scope', 'status'],
          'cronofy.data.authorization.',
        ),
        profiles: getOwn(data, 'profiles') == null ? [] : parseArray(data, 'profiles', parseProfile, 'cronofy.data.'),
      },
    }),
  }
}

/** Parses the response to `requestPermissions`, which has either `url` or `accepted: true`. @throws {ResponseShapeError} */
export function parsePermissionsResponse(body: unknown): { status: 'redirect'; url: string } | { status: 'accepted' } {
  const result = getOwn(body, 'permissions_request')
  const { url } = optionalStrings(result, ['url'], 'permissions_request.')
  const { accepted } = optionalBooleans(result, ['accepted'], 'permissions_request.')
  if (url !== undefined && accepted === true)
    throw new ResponseShapeError('permissions_request has both url and accepted')
  if (url !== undefined) return { status: 'redirect', url }
  if (accepted === true) return { status: 'accepted' }
  throw new ResponseShapeError('permissions_request has neither url nor accepted')
}

/**
 * Parses calendars, and leaves out malformed ones. If Cronofy lists a calendar twice and one entry is malformed, both are left out,
 * because the malformed entry may be the one that says "not granted".
 */
function parseCalendars(body: unknown, key: string, path: string): CronofyCalendar[] {
  const malformedIds = new Set<unknown>()
  const parsed = parseArray(
    body,
    key,
    (item) => {
      const calendar = parseCalendar(item)
      if (calendar === undefined) malformedIds.add(getOwn(item, 'calendar_id'))
      return calendar
    },
    path,
  )
  return parsed.filter((calendar) => calendar !== undefined).filter(({ calendar_id: id }) => !malformedIds.has(id))
}

/**
 * Parses a calendar. Returns undefined if the ID is not well-formed, or if `calendar_deleted` or `calendar_readonly` is malformed.
 * Otherwise a deleted calendar could count as granted, or a read-only one could be requested.
 *
 * Other malformed fields count as absent. A calendar without `permission_level` is not granted, and the rest is only shown.
 */
function parseCalendar(item: unknown): CronofyCalendar | undefined {
  const id = getOwn(item, 'calendar_id')
  // Two IDs that are not well-formed could have the same bytes in UTF-8, and so the same digest in a seal.
  if (!isNonEmptyString(id) || !isWellFormed(id)) return undefined
  const isBooleanOrAbsent = (key: string) => isBoolean(getOwn(item, key) ?? false)
  if (!isBooleanOrAbsent('calendar_deleted') || !isBooleanOrAbsent('calendar_readonly')) return undefined
  return {
    calendar_id: id,
    ...pickValues(item, CALENDAR_STRINGS, isString),
    ...pickValues(item, CALENDAR_BOOLEANS, isBoolean),
  }
}

const CALENDAR_STRINGS = ['provider_name', 'profile_id', 'profile_name', 'calendar_name', 'permission_level'] as const

const CALENDAR_BOOLEANS = [
  'calendar_readonly',
  'calendar_deleted',
  'calendar_primary',
  'calendar_integrated_conferencing_available',
  'calendar_attachments_available',
] as const

function parseProfile(item: unknown, path: string): components['schemas']['UserInfoProfile'] {
  return {
    profile_id: requiredString(item, 'profile_id', path),
    ...optionalStrings(item, ['provider_name', 'provider_service', 'profile_name', 'profile_relink_url'], path),
    ...optionalBooleans(item, ['profile_connected', 'profile_initial_sync_required'], path),
    profile_calendars: getOwn(item, 'profile_calendars') == null ? [] : parseCalendars(item, 'profile_calendars', path),
  }
}

function parseArray<Item>(
  body: unknown,
  key: string,
  parseItem: (item: unknown, path: string) => Item,
  path: string,
): Item[] {
  const items = getOwn(body, key)
  if (!Array.isArray(items)) throw new ResponseShapeError(`${path}${key} must be an array`)
  return items.map((item: unknown, index) => parseItem(item, `${path}${key}[${index}].`))
}

function requiredString(item: unknown, key: string, path: string): string {
  const value = getOwn(item, key)
  if (!isNonEmptyString(value)) throw new ResponseShapeError(`${path}${key} must be a non-empty string`)
  return value
}

function optionalStrings<Key extends string>(
  item: unknown,
  keys: readonly Key[],
  path: string,
): { [K in Key]?: string } {
  return optionalValues(item, keys, isString, 'a string', path)
}

function optionalBooleans<Key extends string>(
  item: unknown,
  keys: readonly Key[],
  path: string,
): { [K in Key]?: boolean } {
  return optionalValues(item, keys, isBoolean, 'a boolean', path)
}

function optionalValues<Key extends string, Value>(
  item: unknown,
  keys: readonly Key[],
  isExpected: (value: unknown) => value is Value,
  expected: string,
  path: string,
): { [K in Key]?: Value } {
  for (const key of keys) {
    const value = getOwn(item, key)
    if (value != null && !isExpected(value)) throw new ResponseShapeError(`${path}${key} must be ${expected}`)
  }
  return pickValues(item, keys, isExpected)
}

/** The values that have the expected type. */
function pickValues<Key extends string, Value>(
  item: unknown,
  keys: readonly Key[],
  isExpected: (value: unknown) => value is Value,
): { [K in Key]?: Value } {
  const result: { [K in Key]?: Value } = {}
  for (const key of keys) {
    const value = getOwn(item, key)
    if (isExpected(value)) result[key] = value
  }
  return result
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}
