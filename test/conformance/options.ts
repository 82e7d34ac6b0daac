/**
 * The options of `npm run conformance`: the target is on the command line, the credentials are in the environment.
 *
 * @module
 */
import { parseArgs } from 'node:util'

/** The accounts that the rows need, each with the variable that contains an access token for it. */
export const ACCOUNT_VARIABLES = {
  redirect: ['CONFORMANCE_ACCESS_TOKEN', 'an access token of an ordinary account'],
  other: ['CONFORMANCE_OTHER_ACCESS_TOKEN', 'of another ordinary account of the same application'],
  foreign: ['CONFORMANCE_FOREIGN_ACCESS_TOKEN', 'of an account in another data center'],
  accepted: ['CONFORMANCE_ENTERPRISE_ACCESS_TOKEN', 'of an account linked to Enterprise Connect'],
  enterprise_scope_missing: [
    'CONFORMANCE_NO_SCOPE_ACCESS_TOKEN',
    'of an account whose application lacks the unrestricted scope',
  ],
  insufficient_scope: ['CONFORMANCE_NARROW_ACCESS_TOKEN', 'with an insufficient scope'],
  account_locked: ['CONFORMANCE_LOCKED_ACCESS_TOKEN', 'of a locked account'],
  payment_required: ['CONFORMANCE_NO_PLAN_ACCESS_TOKEN', 'of an application whose plan lacks the feature'],
} as const

/** A kind of account. */
export type AccountKind = keyof typeof ACCOUNT_VARIABLES

/** An application's credentials. */
export interface ClientCredentials {
  readonly client_id: string
  readonly client_secret: string
}

/** The credentials in the environment. */
export interface Credentials {
  readonly tokens: Readonly<Partial<Record<AccountKind, string>>>
  readonly refreshToken: string | undefined
  readonly client: ClientCredentials | undefined
  readonly otherClient: ClientCredentials | undefined
  /** The URL that users return to. For Cronofy, it must be one of the application's registered redirect URIs. */
  readonly redirectUri: string
}

/** The options of one run. */
export interface ConformanceOptions {
  /** An origin: `http://127.0.0.1:4010`, `https://api-de.cronofy.com`. */
  readonly target: string
  /** The data center of an emulator. For Cronofy, the host determines it. */
  readonly dataCenter: string
  readonly allowChanges: boolean
  /** The file for the report as JSON. */
  readonly json: string | undefined
  readonly credentials: Credentials
}

const REDIRECT_URI = 'https://app.example.com/return?own=1'

/** What `--help` prints. */
export const HELP = `npm run conformance -- --target URL [--data-center ID] [--allow-changes] [--json FILE]

Checks the emulator's coverage table (test/sandbox/coverage/index.ts) against a target. It prints a result for each row about
Cronofy: matches, differs (and how), or skipped (and why). The exit code is 0 if nothing differs, 1 if something does, and 2 if
the target cannot be checked.

  --target URL       an emulator (http://127.0.0.1:4010) or an API host of Cronofy (https://api-de.cronofy.com)
  --data-center ID   the data center of an emulator [us]; for Cronofy, the host determines it
  --allow-changes    for Cronofy, also run checks that request permissions, grant access, or refresh tokens
  --json FILE        also write the report to this file

An emulator needs no credentials, unless its seed has other applications. The check changes it: it advances the clock and makes
grants. Use an emulator of your own. For Cronofy, pass credentials in the environment:

${Object.values(ACCOUNT_VARIABLES)
  .map(([name, about]) => `  ${name.padEnd(37)}${about}`)
  .join('\n')}
  CONFORMANCE_REFRESH_TOKEN            the refresh token that belongs to CONFORMANCE_ACCESS_TOKEN
  CONFORMANCE_CLIENT_ID                the application [sandbox, for an emulator]
  CONFORMANCE_CLIENT_SECRET            its secret [sandbox-secret, for an emulator]
  CONFORMANCE_OTHER_CLIENT_ID          another application of the same data center
  CONFORMANCE_OTHER_CLIENT_SECRET      its secret
  CONFORMANCE_REDIRECT_URI             a redirect URI that the application may use [${REDIRECT_URI}]

A row without its credentials is skipped. No token is printed.`

/** Reads the command line and the environment. Returns `help` for `--help`. @throws Error with a message of one line */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ConformanceOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      target: { type: 'string' },
      'data-center': { type: 'string', default: 'us' },
      'allow-changes': { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  if (values.target === undefined)
    throw new TypeError('Missing --target. Pass the URL of an emulator or of Cronofy, or see --help.')
  if (!URL.canParse(values.target) || !/^https?:$/.test(new URL(values.target).protocol)) {
    throw new TypeError(`--target "${values.target}" is not an HTTP or HTTPS URL.`)
  }
  const tokens = Object.entries(ACCOUNT_VARIABLES).flatMap(([kind, [name]]) => {
    const token = env[name]
    return token === undefined || token === '' ? [] : [[kind, token]]
  })
  return {
    target: new URL(values.target).origin,
    dataCenter: values['data-center'],
    allowChanges: values['allow-changes'],
    json: values.json,
    credentials: {
      tokens: Object.fromEntries(tokens),
      refreshToken: env['CONFORMANCE_REFRESH_TOKEN'] || undefined,
      client: readClient(env, 'CONFORMANCE'),
      otherClient: readClient(env, 'CONFORMANCE_OTHER'),
      redirectUri: env['CONFORMANCE_REDIRECT_URI'] || REDIRECT_URI,
    },
  }
}

function readClient(env: Readonly<Record<string, string | undefined>>, prefix: string): ClientCredentials | undefined {
  const client_id = env[`${prefix}_CLIENT_ID`]
  const client_secret = env[`${prefix}_CLIENT_SECRET`]
  if (!client_id && !client_secret) return undefined
  if (client_id && client_secret) return { client_id, client_secret }
  throw new TypeError(`Set both ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET, or neither.`)
}
