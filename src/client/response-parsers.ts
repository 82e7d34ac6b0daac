/**
 * The provider's answers, checked: JSON of any shape goes in, and what comes out has the types of `openapi.yaml`.
 *
 * Read permissively, since version 1 of the API grows by addition: unknown fields are dropped, and an optional field
 * that is `null` counts as absent. What is there has to have the documented type.
 *
 * @see https://docs.cronofy.com/developers/api/versioning/
 * @module
 */
import type { components } from '../../generated/api.ts'
import { own } from '../shared/own-property.ts'

/** One calendar, as `GET /v1/calendars` lists it. */
export type Calendar = components['schemas']['Calendar']

/** The account behind an access token, as `GET /v1/userinfo` describes it. */
export type UserInfo = components['schemas']['UserInfo']

/** What is wrong with an answer, in words of ours: `calendars[3].calendar_id is no text`. */
export class UnexpectedShape extends Error {}

/** Checks the answer of `listCalendars`. @throws {UnexpectedShape} */
export function checkCalendarList(body: unknown): Calendar[] {
  return list(body, 'calendars', checkCalendar)
}

/** Checks the answer of `getUserInfo`. @throws {UnexpectedShape} */
export function checkUserInfo(body: unknown): UserInfo {
  const data = own(body, 'cronofy.data')
  return {
    sub: required(body, 'sub', ''),
    ...texts(body, ['email', 'name', 'zoneinfo', 'cronofy.type'], ''),
    ...(data != null && {
      'cronofy.data': {
        authorization: texts(own(data, 'authorization'), ['scope', 'status'], 'cronofy.data.authorization.'),
        profiles: own(data, 'profiles') == null ? [] : list(data, 'profiles', checkProfile, 'cronofy.data.'),
      },
    }),
  }
}

/** Checks the answer of `requestPermissions`: exactly one of a URL and `accepted: true`. @throws {UnexpectedShape} */
export function checkPermissions(body: unknown): { url: string } | { accepted: true } {
  const result = own(body, 'permissions_request')
  const { url } = texts(result, ['url'], 'permissions_request.')
  const { accepted } = flags(result, ['accepted'], 'permissions_request.')
  if (url !== undefined && accepted === true) throw new UnexpectedShape('permissions_request has both url and accepted')
  if (url !== undefined) return { url }
  if (accepted === true) return { accepted }
  throw new UnexpectedShape('permissions_request has neither url nor accepted')
}

function checkCalendar(item: unknown, at: string): Calendar {
  return {
    calendar_id: required(item, 'calendar_id', at),
    ...texts(item, ['provider_name', 'profile_id', 'profile_name', 'calendar_name', 'permission_level'], at),
    ...flags(
      item,
      [
        'calendar_readonly',
        'calendar_deleted',
        'calendar_primary',
        'calendar_integrated_conferencing_available',
        'calendar_attachments_available',
      ],
      at,
    ),
  }
}

function checkProfile(item: unknown, at: string): components['schemas']['UserInfoProfile'] {
  return {
    profile_id: required(item, 'profile_id', at),
    ...texts(item, ['provider_name', 'provider_service', 'profile_name', 'profile_relink_url'], at),
    ...flags(item, ['profile_connected', 'profile_initial_sync_required'], at),
    profile_calendars: own(item, 'profile_calendars') == null ? [] : list(item, 'profile_calendars', checkCalendar, at),
  }
}

function list<Item>(body: unknown, key: string, check: (item: unknown, at: string) => Item, at = ''): Item[] {
  const items = own(body, key)
  if (!Array.isArray(items)) throw new UnexpectedShape(`${at}${key} is no list`)
  return items.map((item: unknown, index) => check(item, `${at}${key}[${index}].`))
}

function required(item: unknown, key: string, at: string): string {
  const value = own(item, key)
  if (typeof value !== 'string' || value === '') throw new UnexpectedShape(`${at}${key} is no text`)
  return value
}

function texts<Key extends string>(item: unknown, keys: readonly Key[], at: string): { [K in Key]?: string } {
  return optional(item, keys, (value) => typeof value === 'string', `no text`, at)
}

function flags<Key extends string>(item: unknown, keys: readonly Key[], at: string): { [K in Key]?: boolean } {
  return optional(item, keys, (value) => typeof value === 'boolean', 'neither true nor false', at)
}

function optional<Key extends string, Value>(
  item: unknown,
  keys: readonly Key[],
  is: (value: unknown) => value is Value,
  fault: string,
  at: string,
): { [K in Key]?: Value } {
  const found: { [K in Key]?: Value } = {}
  for (const key of keys) {
    const value = own(item, key)
    if (value == null) continue
    if (!is(value)) throw new UnexpectedShape(`${at}${key} is ${fault}`)
    found[key] = value
  }
  return found
}
