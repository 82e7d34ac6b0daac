/**
 * The random values of an authorization request: `state`, and the code verifier and challenge of PKCE.
 *
 * None of them contains `--`, which web application firewalls mistake for an SQL comment. The values travel in URLs, and
 * a part of `state` may be part of a cookie's name.
 *
 * @module
 */
import { calculatePKCECodeChallenge, generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi'

/** A code verifier and its challenge, RFC 7636 sections 4.1 and 4.2. */
export interface Pkce {
  /** Keep it in the user's session or in a sealed cookie, and pass it to {@link exchangeCode}. Never put it into a URL. */
  readonly codeVerifier: string
  /** Pass it to {@link createAuthorizeUrl}. The method is S256. */
  readonly codeChallenge: string
}

/** About 1 value in 65 contains `--`, so 100 unusable values in a row do not occur. */
const MAX_ATTEMPTS = 100

/**
 * Creates the `state` of an authorization: 32 random bytes in base64url.
 *
 * Bind it to the browser that you send to Cronofy, for example with a cookie (RFC 6749 section 10.12). It contains no `--` and
 * does not begin with `-`, so it can be part of a cookie's name.
 */
export function createState(): string {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const state = generateRandomState()
    if (!`-${state}`.includes('--')) return state
  }
  throw unusableRandom('state')
}

/**
 * Creates the two values of PKCE: a code verifier of 32 random bytes, and its S256 challenge (RFC 7636).
 *
 * If Cronofy supports PKCE, a stolen code is useless without the verifier (RFC 9700 section 2.1.1). Cronofy does not document
 * PKCE. Servers ignore parameters that they do not know (RFC 6749 section 3.1), so sending the challenge should do no harm.
 *
 * @example
 * ```ts
 * import { createAuthorizeUrl, createClient, createPkce, createState } from 'cronofy-extended-permissions'
 *
 * const state = createState()
 * const { codeVerifier, codeChallenge } = await createPkce()
 * // Keep `state` and `codeVerifier` in a cookie of this attempt, and pass both to `exchangeCode` in the callback.
 * const redirectUri = 'https://app.example.com/callback'
 * const application = { dataCenter: 'de', clientId: 'example-client-id' } as const
 * const request = { redirectUri, scope: 'read_write', state, codeChallenge }
 * const url = createAuthorizeUrl(createClient(), application, request)
 * ```
 */
export async function createPkce(): Promise<Pkce> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const codeVerifier = generateRandomCodeVerifier()
    const codeChallenge = await calculatePKCECodeChallenge(codeVerifier)
    if (!codeVerifier.includes('--') && !codeChallenge.includes('--')) return { codeVerifier, codeChallenge }
  }
  throw unusableRandom('code verifier')
}

function unusableRandom(name: string): TypeError {
  return new TypeError(`Cannot create a ${name}: ${MAX_ATTEMPTS} random values contained "--".`)
}
