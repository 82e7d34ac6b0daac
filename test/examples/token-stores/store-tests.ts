/** What every store has to do, whatever it keeps tokens in. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, createTokenManager, type StoredTokens } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'

/** A store of tokens: the hooks of `createTokenManager`, and `connect`. */
export interface TokenStore {
  load(userId: string): StoredTokens | null | Promise<StoredTokens | null>
  save(userId: string, next: StoredTokens, previous: StoredTokens): boolean | Promise<boolean>
  connect(userId: string, tokens: StoredTokens): void | Promise<void>
  lock?: <Result>(userId: string, run: () => Promise<Result>) => Promise<Result>
}

const SANDBOX_URL = 'http://127.0.0.1:4010' // opens no port: the emulator is a function
const APPLICATION = { dataCenter: 'us', clientId: 'sandbox', clientSecret: 'sandbox-secret' } as const

/** An emulator whose refresh tokens work once, and the expired tokens of a user. */
export async function createProvider() {
  const sandbox = createSandbox()
  const control = async (method: string, path: string, body: unknown) => {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await sandbox.fetch(new Request(`${SANDBOX_URL}/sandbox/${path}`, init))
    assert.equal(response.ok, true, path)
    return response
  }
  const rotation = { route: 'POST /oauth/token', fault: 'rotate_refresh_token', count: 1000 }
  await control('PUT', 'faults', [rotation])
  const issued = await control('POST', 'tokens', { account: 'google', data_center: 'us' })
  const { access_token, refresh_token } = (await issued.json()) as Record<'access_token' | 'refresh_token', string>
  const expired: StoredTokens = {
    dataCenter: 'us',
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresAtMs: Date.now() - 1000,
  }
  /** The status of each refresh. */
  const refreshes: number[] = []
  const client = createClient({
    sandboxUrl: SANDBOX_URL,
    fetch: async (request) => {
      const response = await sandbox.fetch(request)
      refreshes.push(response.status)
      return response
    },
  })
  const createManager = ({ load, save, lock }: TokenStore) =>
    createTokenManager({ client, applications: [APPLICATION], load, save, lock })
  return { sandbox, expired, refreshes, createManager }
}

/** Asserts that what is stored can still be refreshed. A dead refresh token would end the connection. */
async function assertAlive(
  store: TokenStore,
  createManager: (store: TokenStore) => ReturnType<typeof createTokenManager>,
) {
  const stored = await store.load('user-1')
  assert.ok(await createManager(store).getTokens('user-1', { rejectedToken: stored?.accessToken }))
}

/**
 * Adds the tests of a store.
 *
 * @param create Returns an empty store.
 */
export function testStore(name: string, create: () => Promise<TokenStore> | TokenStore): void {
  const tokens: StoredTokens = {
    dataCenter: 'de',
    accessToken: 'at_1',
    refreshToken: 'rt_1',
    expiresAtMs: 1_790_000_000_000,
  }
  const next: StoredTokens = { ...tokens, accessToken: 'at_2', refreshToken: 'rt_2' }

  test(`${name}: load() returns null for an unknown user, and the tokens of a known one`, async () => {
    const store = await create()
    assert.equal(await store.load('user-1'), null)
    await store.connect('user-1', tokens)
    assert.deepEqual({ ...(await store.load('user-1')) }, tokens)
    assert.equal(await store.load('user-2'), null)
  })

  test(`${name}: save() replaces the tokens that it was given, and no others`, async () => {
    const store = await create()
    await store.connect('user-1', tokens)
    assert.equal(await store.save('user-1', next, tokens), true)
    assert.deepEqual({ ...(await store.load('user-1')) }, next)
    assert.equal(await store.save('user-1', { ...tokens, refreshToken: 'rt_3' }, tokens), false)
    assert.deepEqual({ ...(await store.load('user-1')) }, next)
    assert.equal(await store.save('user-2', next, tokens), false)
    assert.equal(await store.load('user-2'), null)
  })

  test(`${name}: connect() replaces a connection`, async () => {
    const store = await create()
    await store.connect('user-1', tokens)
    await store.connect('user-1', { ...next, dataCenter: 'us' })
    assert.deepEqual({ ...(await store.load('user-1')) }, { ...next, dataCenter: 'us' })
  })

  test(`${name}: 50 calls at once after expiry are one refresh, and all succeed`, async () => {
    const [store, { expired, refreshes, createManager }] = [await create(), await createProvider()]
    await store.connect('user-1', expired)
    const manager = createManager(store)
    const results = await Promise.all(Array.from({ length: 50 }, () => manager.getTokens('user-1')))
    const stored = await store.load('user-1')
    assert.deepEqual(new Set(results.map((result) => result?.accessToken)), new Set([stored?.accessToken]))
    assert.deepEqual(refreshes, [200])
    await assertAlive(store, createManager)
  })
}

/** Adds the tests of a store that compares and swaps. */
export function testCompareAndSwap(name: string, create: () => Promise<TokenStore> | TokenStore): void {
  test(`${name}: without a lock, two managers may both refresh, but no dead token is stored`, async () => {
    const [store, { expired, createManager }] = [await create(), await createProvider()]
    await store.connect('user-1', expired)
    const { lock: _, ...unlocked } = store
    const managers = [createManager(unlocked), createManager(unlocked)]
    const results = await Promise.all(managers.map((manager) => manager.getTokens('user-1')))
    assert.equal(results.includes(null), false)
    await assertAlive(store, createManager)
  })
}
