/**
 * What `npm run fidelity` can be told: the target on the command line, the credentials in the environment.
 *
 * @module
 */
import { parseArgs } from 'node:util'

/** The accounts that rows are about, and the variable with an access token of each. */
export const ACCOUNT_VARIABLES = {
  redirect: ['FIDELITY_ACCESS_TOKEN', 'an access token of an ordinary account'],
  other: ['FIDELITY_OTHER_ACCESS_TOKEN', 'of another ordinary account of the same application'],
  foreign: ['FIDELITY_FOREIGN_ACCESS_TOKEN', 'of an account in another data center'],
  accepted: ['FIDELITY_ENTERPRISE_ACCESS_TOKEN', 'of an account linked to Enterprise Connect'],
  enterprise_scope_missing: ['FIDELITY_NO_SCOPE_ACCESS_TOKEN', 'of one whose application lacks the unrestricted scope'],
  insufficient_scope: ['FIDELITY_NARROW_ACCESS_TOKEN', 'with a scope that is not enough'],
  account_locked: ['FIDELITY_LOCKED_ACCESS_TOKEN', 'of a locked account'],
  payment_required: ['FIDELITY_NO_PLAN_ACCESS_TOKEN', 'of an application whose plan lacks the feature'],
} as const

/** A kind of account. */
export type AccountKind = keyof typeof ACCOUNT_VARIABLES

/** An application's credentials. */
export interface ClientCredentials {
  readonly client_id: string
  readonly client_secret: string
}

/** What the environment holds. */
export interface Credentials {
  readonly tokens: Readonly<Partial<Record<AccountKind, string>>>
  readonly refreshToken: string | undefined
  readonly client: ClientCredentials | undefined
  readonly otherClient: ClientCredentials | undefined
  /** Where users are sent back to; at the provider it has to be on the application's list. */
  readonly redirectUri: string
}

/** One walk. */
export interface ConformanceOptions {
  /** An origin: `http://127.0.0.1:4010`, `https://api-de.cronofy.com`. */
  readonly target: string
  /** Of a sandbox; at the provider the host says it. */
  readonly dataCenter: string
  readonly allowChanges: boolean
  /** Where the report goes as JSON. */
  readonly json: string | undefined
  readonly credentials: Credentials
}

const REDIRECT_URI = 'https://app.example.com/return?own=1'

/** What `--help` prints. */
export const HELP = `npm run fidelity -- --target URL [--data-center ID] [--allow-changes] [--json FILE]

Walks the sandbox's table (test/sandbox/coverage/index.ts) against a target and says for each row about the provider:
matches, differs (how), or skipped (why). Ends with 0 if nothing differs, 1 if something does, 2 if
it could not walk.

  --target URL       a sandbox (http://127.0.0.1:4010) or an API host of the provider (https://api-de.cronofy.com)
  --data-center ID   which data center of a sandbox [us]; at the provider the host says it
  --allow-changes    at the provider, try also what makes permission requests, grants access or renews tokens
  --json FILE        write the report there, too

A sandbox needs no credentials but, where its seed is another, those of its application; it is changed: its clock is
pushed, grants are made. Walk one that nobody else is using. Everything else takes what the environment has:

${Object.values(ACCOUNT_VARIABLES)
  .map(([name, about]) => `  ${name.padEnd(34)}${about}`)
  .join('\n')}
  FIDELITY_REFRESH_TOKEN            the refresh token that belongs to FIDELITY_ACCESS_TOKEN
  FIDELITY_CLIENT_ID                the application [sandbox, at a sandbox]
  FIDELITY_CLIENT_SECRET            its secret [sandbox-secret, at a sandbox]
  FIDELITY_OTHER_CLIENT_ID          another application of the same data center
  FIDELITY_OTHER_CLIENT_SECRET      its secret
  FIDELITY_REDIRECT_URI             one that the application may use [${REDIRECT_URI}]

A row whose credentials are missing is not tried. No token is printed.`

/** Reads the command line and the environment; `help` where that is asked for. @throws Error in one line */
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
  if (values.target === undefined) throw new TypeError('Cannot walk: --target is missing; --help tells the rest')
  if (!URL.canParse(values.target) || !/^https?:$/.test(new URL(values.target).protocol)) {
    throw new TypeError(`Cannot walk: --target "${values.target}" is not an http or https address`)
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
      refreshToken: env['FIDELITY_REFRESH_TOKEN'] || undefined,
      client: readClient(env, 'FIDELITY'),
      otherClient: readClient(env, 'FIDELITY_OTHER'),
      redirectUri: env['FIDELITY_REDIRECT_URI'] || REDIRECT_URI,
    },
  }
}

function readClient(env: Readonly<Record<string, string | undefined>>, prefix: string): ClientCredentials | undefined {
  const client_id = env[`${prefix}_CLIENT_ID`]
  const client_secret = env[`${prefix}_CLIENT_SECRET`]
  if (!client_id && !client_secret) return undefined
  if (client_id && client_secret) return { client_id, client_secret }
  throw new TypeError(`Cannot walk: ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET go together, and one is missing`)
}
