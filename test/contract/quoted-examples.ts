/**
 * Bodies as Cronofy's documentation shows them, and one from the tests of an official SDK, word for word. They are what
 * openapi.yaml has to allow, whatever else it says.
 *
 * The pages were read in stored copies, whose own age is not known; of some pages there are copies of several ages. Words in
 * braces, such as `{CODE}`, are the documentation's: it leaves the value to the reader.
 *
 * @module
 */

/** A body, and where it stands. */
export interface QuotedExample {
  readonly operationId: 'requestToken' | 'revokeToken' | 'listCalendars' | 'requestPermissions' | 'getUserInfo'
  /** Whether it is sent, or answered with this status. */
  readonly part: 'request' | '200' | '400' | '422'
  readonly source: string
  /** When the source was read. */
  readonly read: string
  readonly note?: string
  readonly body: unknown
}

const API = 'https://docs.cronofy.com/developers/api'

export const QUOTED_EXAMPLES: readonly QuotedExample[] = [
  {
    operationId: 'requestPermissions',
    part: 'request',
    source: `${API}/authorization/extended-permissions/`,
    read: '2026-11-23',
    body: {
      permissions: [{ calendar_id: 'cal_n23kjnwrw2_jsdfjksn234', permission_level: 'unrestricted' }],
      redirect_uri: 'http://www.example.com/permission',
    },
  },
  {
    operationId: 'requestPermissions',
    part: '200',
    source: `${API}/authorization/extended-permissions/`,
    read: '2026-11-23',
    note: 'For accounts which are not linked to an Enterprise Connect account.',
    body: { permissions_request: { url: 'https://app.cronofy.com/permissions' } },
  },
  {
    operationId: 'requestPermissions',
    part: '200',
    source: `${API}/authorization/extended-permissions/`,
    read: '2026-11-23',
    note: 'For accounts linked to an Enterprise Connect account.',
    body: { permissions_request: { accepted: true } },
  },
  {
    operationId: 'requestPermissions',
    part: '422',
    source: `${API}/error-codes/`,
    read: '2026-11-25',
    note: 'Shown there for creating an event, and meant for the whole API.',
    body: { errors: { event_id: [{ key: 'errors.required', description: 'required' }] } },
  },
  {
    operationId: 'requestToken',
    part: 'request',
    source: `${API}/authorization/request-token/`,
    read: '2026-11-25',
    note: 'Shown as JSON, and said to be taken as a form as well.',
    body: {
      client_id: '{CLIENT_ID}',
      client_secret: '{CLIENT_SECRET}',
      grant_type: 'authorization_code',
      code: '{CODE}',
      redirect_uri: '{REDIRECT_URI}',
    },
  },
  {
    operationId: 'requestToken',
    part: '200',
    source: `${API}/authorization/request-token/`,
    read: '2026-11-25',
    body: {
      token_type: 'bearer',
      access_token: 'P531x88i05Ld2yXHIQ7WjiEyqlmOHsgI',
      expires_in: 3600,
      refresh_token: '3gBYG1XamYDUEXUyybbummQWEe5YqPmf',
      scope: 'create_event delete_event',
      account_id: 'acc_5ba21743f408617d1269ea1e',
      sub: 'acc_5ba21743f408617d1269ea1e',
      linking_profile: {
        provider_name: 'google',
        profile_id: 'pro_n23kjnwrw2',
        profile_name: 'example@cronofy.com',
      },
    },
  },
  {
    operationId: 'requestToken',
    part: 'request',
    source: `${API}/authorization/refresh-token/`,
    read: '2026-11-25',
    note: 'Shown as JSON, and said to be taken as a form as well.',
    body: {
      client_id: '{CLIENT_ID}',
      client_secret: '{CLIENT_SECRET}',
      grant_type: 'refresh_token',
      refresh_token: '{REFRESH_TOKEN}',
    },
  },
  {
    operationId: 'requestToken',
    part: '200',
    source: `${API}/authorization/refresh-token/`,
    read: '2026-11-25',
    body: {
      token_type: 'bearer',
      access_token: 'P531x88i05Ld2yXHIQ7WjiEyqlmOHsgI',
      expires_in: 3600,
      refresh_token: '{REFRESH_TOKEN}',
      scope: 'create_event delete_event',
    },
  },
  {
    operationId: 'requestToken',
    part: '400',
    source: 'cronofy 3.8.4 on npm, the SDK for Node: test/index.spec.js',
    read: '2026-11-25',
    note: 'The answer to a dead refresh token. The documentation shows no body of a 400.',
    body: { error: 'invalid_grant' },
  },
  {
    operationId: 'revokeToken',
    part: 'request',
    source: `${API}/authorization/revoke/`,
    read: '2026-11-25',
    note: 'Shown as JSON, and said to be taken as a form as well.',
    body: { client_id: '{CLIENT_ID}', client_secret: '{CLIENT_SECRET}', token: '{TOKEN}' },
  },
  {
    operationId: 'revokeToken',
    part: 'request',
    source: `${API}/organization-connect/revoke/`,
    read: '2026-11-25',
    note: 'The same operation for another kind of account; that `sub` may be given is said on the page above too.',
    body: { client_id: '{CLIENT_ID}', client_secret: '{CLIENT_SECRET}', sub: '{SUB}' },
  },
  {
    operationId: 'listCalendars',
    part: '200',
    source: `${API}/calendars/list-calendars/`,
    read: '2026-11-25',
    body: {
      sub: 'acc_5700a00eb0ccd07000000000',
      calendars: [
        {
          provider_name: 'google',
          profile_id: 'pro_n23kjnwrw2',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_n23kjnwrw2_jsdfjksn234',
          calendar_name: 'Home',
          calendar_readonly: false,
          calendar_deleted: false,
          calendar_primary: true,
          calendar_integrated_conferencing_available: true,
          calendar_attachments_available: false,
          permission_level: 'sandbox',
        },
        {
          provider_name: 'google',
          profile_id: 'pro_n23kjnwrw2',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_n23kjnwrw2_n1k323nkj23',
          calendar_name: 'Work',
          calendar_readonly: true,
          calendar_deleted: true,
          calendar_primary: false,
          calendar_integrated_conferencing_available: false,
          calendar_attachments_available: false,
          permission_level: 'sandbox',
        },
        {
          provider_name: 'apple',
          profile_id: 'pro_fe145c37de',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_fe145c37de_3nkj23wejk1',
          calendar_name: 'Bank Holidays',
          calendar_readonly: true,
          calendar_deleted: false,
          calendar_primary: false,
          calendar_integrated_conferencing_available: false,
          calendar_attachments_available: true,
          permission_level: 'sandbox',
        },
      ],
    },
  },
  {
    operationId: 'listCalendars',
    part: '200',
    source: `${API}/calendars/list-calendars/`,
    read: '2026-11-25',
    note: 'A copy of another age, without sub and calendar_attachments_available.',
    body: {
      calendars: [
        {
          provider_name: 'google',
          profile_id: 'pro_n23kjnwrw2',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_n23kjnwrw2_jsdfjksn234',
          calendar_name: 'Home',
          calendar_readonly: false,
          calendar_deleted: false,
          calendar_primary: true,
          calendar_integrated_conferencing_available: true,
          permission_level: 'sandbox',
        },
        {
          provider_name: 'google',
          profile_id: 'pro_n23kjnwrw2',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_n23kjnwrw2_n1k323nkj23',
          calendar_name: 'Work',
          calendar_readonly: true,
          calendar_deleted: true,
          calendar_primary: false,
          calendar_integrated_conferencing_available: false,
          permission_level: 'sandbox',
        },
        {
          provider_name: 'apple',
          profile_id: 'pro_fe145c37de',
          profile_name: 'example@cronofy.com',
          calendar_id: 'cal_fe145c37de_3nkj23wejk1',
          calendar_name: 'Bank Holidays',
          calendar_readonly: true,
          calendar_deleted: false,
          calendar_primary: false,
          calendar_integrated_conferencing_available: false,
          permission_level: 'sandbox',
        },
      ],
    },
  },
  {
    operationId: 'getUserInfo',
    part: '200',
    source: `${API}/identity/userinfo/`,
    read: '2026-11-25',
    note: 'What was read ends behind the last calendar. Nothing is here but the brackets that close what is open there.',
    body: {
      sub: 'acc_5700a00eb0ccd07000000000',
      email: 'janed@company.com',
      name: 'Jane Doe',
      zoneinfo: 'Europe/London',
      'cronofy.type': 'account',
      'cronofy.data': {
        authorization: { scope: 'read_write', status: 'active' },
        profiles: [
          {
            provider_name: 'google',
            provider_service: 'gsuite',
            profile_id: 'pro_n23kjnwrw2',
            profile_name: 'example1@cronofy.com',
            profile_connected: true,
            profile_initial_sync_required: true,
            profile_calendars: [
              {
                calendar_id: 'cal_n23kjnwrw2_jsdfjksn234',
                calendar_name: 'Home',
                calendar_readonly: false,
                calendar_deleted: false,
                calendar_primary: true,
                calendar_integrated_conferencing_available: true,
                calendar_attachments_available: false,
                permission_level: 'sandbox',
              },
              {
                calendar_id: 'cal_n23kjnwrw2_n1k323nkj23',
                calendar_name: 'Work',
                calendar_readonly: true,
                calendar_deleted: true,
                calendar_primary: false,
                calendar_integrated_conferencing_available: true,
                calendar_attachments_available: false,
                permission_level: 'sandbox',
              },
            ],
          },
          {
            provider_name: 'apple',
            provider_service: 'icloud',
            profile_id: 'pro_fe145c37de',
            profile_name: 'example2@cronofy.com',
            profile_connected: false,
            profile_initial_sync_required: false,
            profile_relink_url: 'https://app.cronofy.com/relink/apple?email=example@cronofy.com',
            profile_calendars: [
              {
                calendar_id: 'cal_fe145c37de_3nkj23wejk1',
                calendar_name: 'Bank Holidays',
                calendar_readonly: true,
                calendar_deleted: false,
                calendar_primary: false,
                calendar_integrated_conferencing_available: false,
                calendar_attachments_available: true,
                permission_level: 'sandbox',
              },
            ],
          },
        ],
      },
    },
  },
  {
    operationId: 'getUserInfo',
    part: '200',
    source: `${API}/identity/userinfo/`,
    read: '2026-11-25',
    note: 'A copy of another age, without status and with fewer fields of a calendar.',
    body: {
      sub: 'acc_5700a00eb0ccd07000000000',
      email: 'janed@company.com',
      name: 'Jane Doe',
      zoneinfo: 'Europe/London',
      'cronofy.type': 'account',
      'cronofy.data': {
        authorization: { scope: 'read_write' },
        profiles: [
          {
            provider_name: 'google',
            provider_service: 'gsuite',
            profile_id: 'pro_n23kjnwrw2',
            profile_name: 'example1@cronofy.com',
            profile_connected: true,
            profile_initial_sync_required: true,
            profile_calendars: [
              {
                calendar_id: 'cal_n23kjnwrw2_jsdfjksn234',
                calendar_name: 'Home',
                calendar_readonly: false,
                calendar_deleted: false,
                calendar_primary: true,
                permission_level: 'sandbox',
              },
              {
                calendar_id: 'cal_n23kjnwrw2_n1k323nkj23',
                calendar_name: 'Work',
                calendar_readonly: true,
                calendar_deleted: true,
                calendar_primary: false,
                permission_level: 'sandbox',
              },
            ],
          },
          {
            provider_name: 'apple',
            provider_service: 'icloud',
            profile_id: 'pro_fe145c37de',
            profile_name: 'example2@cronofy.com',
            profile_connected: false,
            profile_initial_sync_required: false,
            profile_relink_url: 'https://app.cronofy.com/relink/apple?email=example@cronofy.com',
            profile_calendars: [
              {
                calendar_id: 'cal_fe145c37de_3nkj23wejk1',
                calendar_name: 'Bank Holidays',
                calendar_readonly: true,
                calendar_deleted: false,
                calendar_primary: false,
                permission_level: 'sandbox',
              },
            ],
          },
        ],
      },
    },
  },
]
