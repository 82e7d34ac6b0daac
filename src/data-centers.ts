/**
 * Cronofy's data centers, as a closed set.
 *
 * Each data center is a separate instance of Cronofy. Responses do not name it, so the application must store it. Only
 * a key of this table becomes part of a host name.
 *
 * @see https://docs.cronofy.com/developers/api/authorization/extended-permissions/ (API hosts)
 * @see https://docs.cronofy.com/developers/enterprise-connect/request-authorization/ (app hosts)
 * @module
 */
import { InputError } from './errors.ts'
import { quoteShortWord } from './shared/redact.ts'

/** The location and the hosts of a data center. */
export interface DataCenterInfo {
  /** The country's name in English. */
  readonly country: string
  /** The host of the API and of the token endpoints. */
  readonly apiHost: string
  /** The host of the authorization page and the access page. */
  readonly appHost: string
}

/** The ID of a data center, as Cronofy's SDKs use it. There is no `eu`. */
export type DataCenter = 'us' | 'au' | 'ca' | 'de' | 'sg' | 'uk'

/** The countries and hosts of Cronofy's data centers, by ID. */
export const DATA_CENTERS: Readonly<Record<DataCenter, DataCenterInfo>> = {
  us: { country: 'United States', apiHost: 'api.cronofy.com', appHost: 'app.cronofy.com' },
  au: { country: 'Australia', apiHost: 'api-au.cronofy.com', appHost: 'app-au.cronofy.com' },
  ca: { country: 'Canada', apiHost: 'api-ca.cronofy.com', appHost: 'app-ca.cronofy.com' },
  de: { country: 'Germany', apiHost: 'api-de.cronofy.com', appHost: 'app-de.cronofy.com' },
  sg: { country: 'Singapore', apiHost: 'api-sg.cronofy.com', appHost: 'app-sg.cronofy.com' },
  uk: { country: 'United Kingdom', apiHost: 'api-uk.cronofy.com', appHost: 'app-uk.cronofy.com' },
}

/** The IDs of Cronofy's data centers, in the order of {@link DATA_CENTERS}. */
export const DATA_CENTER_IDS: readonly DataCenter[] = Object.keys(DATA_CENTERS) as DataCenter[]

/** Returns whether `value` is the ID of a data center. Use it for values from a form, a URL, or a database. */
export function isDataCenter(value: unknown): value is DataCenter {
  return typeof value === 'string' && Object.hasOwn(DATA_CENTERS, value)
}

/** Whether an origin is https on one of the app hosts, with the default port. */
export function isAppOrigin(origin: string): boolean {
  return DATA_CENTER_IDS.some((id) => origin === `https://${DATA_CENTERS[id].appHost}`)
}

/**
 * The base URL of a data center's API, without a trailing slash.
 *
 * @param sandboxUrl The emulator's URL. The emulator serves every data center under its ID.
 * @throws {InputError} `unknown_data_center`
 */
export function apiBaseUrl(dataCenter: DataCenter, sandboxUrl?: string): string {
  return baseUrl(dataCenter, 'apiHost', sandboxUrl)
}

/**
 * The base URL of a data center's pages, without a trailing slash.
 *
 * @param sandboxUrl The emulator's URL. The emulator serves every data center under its ID.
 * @throws {InputError} `unknown_data_center`
 */
export function appBaseUrl(dataCenter: DataCenter, sandboxUrl?: string): string {
  return baseUrl(dataCenter, 'appHost', sandboxUrl)
}

// The type does not help JavaScript callers, nor values from a database.
function baseUrl(dataCenter: DataCenter, hostKey: 'apiHost' | 'appHost', sandboxUrl: string | undefined): string {
  if (!isDataCenter(dataCenter)) {
    throw new InputError(
      'unknown_data_center',
      `Data center ${quoteShortWord(dataCenter)} does not exist: the IDs are ${DATA_CENTER_IDS.join(', ')}.`,
    )
  }
  return sandboxUrl === undefined ? `https://${DATA_CENTERS[dataCenter][hostKey]}` : `${sandboxUrl}/${dataCenter}`
}
