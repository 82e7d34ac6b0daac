import { afterEach, expect, test, vi } from 'vitest'
import { createPkce, createState } from '../../src/oauth-values.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Replaces the random bytes: every draw has the next of these values, in base64url. The last one repeats. */
function drawValues(...values: string[]): () => number {
  let draws = 0
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((array) => {
    const value = values[Math.min(draws++, values.length - 1)] ?? ''
    const bytes = atob(value.replaceAll('-', '+').replaceAll('_', '/'))
    new Uint8Array((array as Uint8Array<ArrayBuffer>).buffer).set(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    return array
  })
  return () => draws
}

const PLAIN = 'A'.repeat(43)
const DOUBLE_HYPHEN = `AA--${'A'.repeat(39)}`
const LEADING_HYPHEN = `-${'A'.repeat(42)}`

test.each([
  ['createState()', createState, 'Cannot create a state: 100 random values contained "--".'],
  ['createPkce()', createPkce, 'Cannot create a code verifier: 100 random values contained "--".'],
])('%s throws after 100 values with a double hyphen', async (_, create, message) => {
  const draws = drawValues(DOUBLE_HYPHEN)
  await expect((async () => create())()).rejects.toThrow(new TypeError(message))
  expect(draws()).toBe(100)
})

test('createState() draws again while the value contains a double hyphen or begins with a hyphen', () => {
  const draws = drawValues(DOUBLE_HYPHEN, LEADING_HYPHEN, PLAIN)
  expect(createState()).toBe(PLAIN)
  expect(draws()).toBe(3)
})

test('createPkce() draws again while the verifier contains a double hyphen', async () => {
  const draws = drawValues(DOUBLE_HYPHEN, PLAIN)
  expect((await createPkce()).codeVerifier).toBe(PLAIN)
  expect(draws()).toBe(2)
})

test('createPkce() draws again while the challenge contains a double hyphen', async () => {
  const verifier = await verifierWithChallenge((challenge) => challenge.includes('--'))
  const draws = drawValues(verifier, PLAIN)
  expect((await createPkce()).codeVerifier).toBe(PLAIN)
  expect(draws()).toBe(2)
})

/** Finds a verifier without a double hyphen whose challenge matches. */
async function verifierWithChallenge(matches: (challenge: string) => boolean): Promise<string> {
  for (let index = 0; ; index++) {
    const verifier = index.toString().padStart(42, 'A').concat('A')
    if (matches(await challengeOf(verifier))) return verifier
  }
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '')
}

test('createPkce() returns the S256 challenge of its verifier (T27)', async () => {
  const { codeVerifier, codeChallenge } = await createPkce()
  expect(codeVerifier).toMatch(/^[\w-]{43}$/)
  expect(codeChallenge).toBe(await challengeOf(codeVerifier))
})

test('createPkce() computes the challenge of RFC 7636 appendix B', async () => {
  drawValues('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
  expect((await createPkce()).codeChallenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

test('createState() and createPkce() never repeat, and contain no double hyphen', async () => {
  const values = new Set<string>()
  for (let index = 0; index < 500; index++) {
    const state = createState()
    expect(state).toMatch(/^\w[\w-]{42}$/)
    const { codeVerifier, codeChallenge } = await createPkce()
    for (const value of [state, codeVerifier, codeChallenge]) values.add(value)
  }
  expect(values.size).toBe(1500)
  expect([...values].filter((value) => value.includes('--'))).toEqual([])
})
