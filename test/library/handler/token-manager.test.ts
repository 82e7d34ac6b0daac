import { describe, expect, test } from 'vitest'
import { createSandbox } from '../../../edge/sandbox/index.ts'
import { createTokenManager, type StoredTokens, type TokenManagerOptions } from '../../../src/handler/token-manager.ts'
import { createClient, ProviderError, readPermissions } from '../../../src/index.ts'
import { type Clock, createClock } from '../../helpers/clock.ts'
import { SANDBOX } from '../../helpers/test-env.ts'

const APPLICATION = { dataCenter: 'de', clientId: 'sandbox', clientSecret: 'sandbox-secret' } as const

/** What this application stores beside the tokens. */
interface Stored extends StoredTokens {
  readonly note: string
}

/** A user who is connected, the application's store, and as many managers on it as there are processes. */
async function setUp(
  overrides: Partial<TokenManagerOptions<Stored>> = {},
  { rotate = true, wait, onSave }: { rotate?: boolean; wait?: Clock['wait']; onSave?: () => void } = {},
) {
  const clock = createClock(Date.now())
  const sandbox = createSandbox({ now: clock.now })
  const control = async (path: string, body: unknown, method = 'POST'): Promise<Record<string, string>> => {
    const init = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await sandbox.fetch(new Request(`${SANDBOX}/sandbox/${path}`, init))
    expect(response.ok, path).toBe(true)
    return response.status === 204 ? {} : response.json()
  }
  const injectFault = (fault: object) => control('faults', [{ route: 'POST /oauth/token', ...fault }], 'PUT')
  if (rotate) await injectFault({ fault: 'rotate_refresh_token', count: 1000 })
  const issued = await control('tokens', { account: 'apple', data_center: 'de' })
  const store = new Map<string, Stored>()
  const events: unknown[] = []
  const refreshes: string[] = []
  const first: Stored = {
    dataCenter: 'de',
    accessToken: issued['access_token'] ?? '',
    refreshToken: issued['refresh_token'],
    expiresAtMs: clock.now() + 3_600_000,
    note: 'kept',
  }
  store.set('user-1', first)
  const createProcess = () =>
    createTokenManager<Stored>({
      client: createClient({
        sandboxUrl: SANDBOX,
        now: clock.now,
        wait: (ms, signal) => (wait !== undefined && ms <= 1000 ? wait(ms, signal) : clock.wait(ms, signal)),
        fetch: async (request) => {
          const response = await sandbox.fetch(request)
          refreshes.push(`${response.status}`)
          return response
        },
      }),
      applications: [APPLICATION],
      load: async (subject) => store.get(subject) ?? null,
      save: async (subject, next, previous) => {
        if (store.get(subject)?.refreshToken !== previous.refreshToken) return false
        store.set(subject, next)
        onSave?.()
        return true
      },
      onEvent: (event) => void events.push(event),
      ...overrides,
    })
  /** Whether Cronofy accepts what is stored: a dead refresh token would end the connection. */
  const isAlive = async () => {
    const { refreshToken = '' } = store.get('user-1') ?? {}
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: APPLICATION.clientId,
      client_secret: APPLICATION.clientSecret,
    })
    return (await sandbox.fetch(new Request(`${SANDBOX}/de/oauth/token`, { method: 'POST', body }))).ok
  }
  return { clock, sandbox, store, events, refreshes, first, createProcess, isAlive, control, injectFault }
}

describe('getTokens()', () => {
  test('returns tokens that have not expired, without a request', async () => {
    const { createProcess, refreshes, first } = await setUp()
    expect(await createProcess().getTokens('user-1')).toBe(first)
    expect(refreshes).toEqual([])
  })

  test('returns null for a user who has not connected', async () => {
    const { createProcess } = await setUp()
    expect(await createProcess().getTokens('user-2')).toBeNull()
  })

  test('refreshes and stores tokens a minute before they expire, and keeps what else is stored', async () => {
    const { createProcess, clock, store, first } = await setUp()
    clock.advance(3_540_000 - 1)
    expect(await createProcess().getTokens('user-1')).toBe(first)
    clock.advance(1)
    const tokens = await createProcess().getTokens('user-1')
    expect(tokens).toMatchObject({ dataCenter: 'de', note: 'kept' })
    expect(tokens?.accessToken).not.toBe(first.accessToken)
    expect(tokens?.refreshToken).not.toBe(first.refreshToken)
    expect(tokens?.expiresAtMs).toBe(clock.now() + 3_600_000)
    expect(store.get('user-1')).toBe(tokens)
  })

  test('refreshes a token that Cronofy rejected, only once', async () => {
    const { createProcess, refreshes, first } = await setUp()
    const process = createProcess()
    const refreshed = await process.getTokens('user-1', { rejectedToken: first.accessToken })
    expect(refreshed?.accessToken).not.toBe(first.accessToken)
    expect(await process.getTokens('user-1', { rejectedToken: first.accessToken })).toBe(refreshed)
    expect(refreshes).toEqual(['200'])
  })

  test('uses up an access token without a refresh token, and then reports that the connection has ended', async () => {
    const { createProcess, store, first, refreshes, events, clock } = await setUp()
    const { refreshToken: _, ...without } = first
    store.set('user-1', without)
    clock.advance(3_600_000 - 1)
    expect(await createProcess().getTokens('user-1')).toBe(without)
    clock.advance(1)
    expect(await createProcess().getTokens('user-1')).toBeNull()
    expect(refreshes).toEqual([])
    expect(events).toEqual([{ type: 'connection_ended', subject: 'user-1', dataCenter: 'de' }])
  })

  test('throws when the store never accepts new tokens, and never shows others', async () => {
    const { createProcess, first } = await setUp({ save: () => false })
    const promise = createProcess().getTokens('user-1', { rejectedToken: first.accessToken })
    // The refresh token has rotated, so a later attempt finds that it is rejected.
    await expect(promise).resolves.toBeNull()
    const kept = await setUp({ save: () => false }, { rotate: false })
    await expect(kept.createProcess().getTokens('user-1', { rejectedToken: kept.first.accessToken })).rejects.toThrow(
      'save() returned false 3 times',
    )
  })

  test('throws, and changes nothing, when Cronofy is unavailable', async () => {
    const { createProcess, store, first, injectFault, events } = await setUp({}, { rotate: false })
    await injectFault({ fault: 'status', status: 503, count: 5 })
    const promise = createProcess().getTokens('user-1', { rejectedToken: first.accessToken })
    await expect(promise).rejects.toMatchObject({ code: 'provider_unavailable' })
    expect(store.get('user-1')).toBe(first)
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'connection_ended' }))
  })

  test('throws when the data center of a connection is not configured', async () => {
    const { createProcess, first } = await setUp({ applications: [{ ...APPLICATION, dataCenter: 'us' }] })
    const promise = createProcess().getTokens('user-1', { rejectedToken: first.accessToken })
    await expect(promise).rejects.toMatchObject({ code: 'invalid_configuration' })
  })

  test('stores the new tokens before it returns them, and tries twice (T36)', async () => {
    let failures = 1
    const { createProcess, store, first, isAlive } = await setUp({
      save: (subject, next) => {
        if (failures-- > 0) throw new Error('the connection to the database was lost')
        store.set(subject, next)
        return true
      },
    })
    const tokens = await createProcess().getTokens('user-1', { rejectedToken: first.accessToken })
    expect(store.get('user-1')).toBe(tokens)
    expect(await isAlive()).toBe(true)
  })

  test('throws what the store throws twice, and stores the new tokens at the next call (T36)', async () => {
    let isFull = true
    const { createProcess, store, first, refreshes, events, isAlive } = await setUp({
      save: (subject, next) => {
        if (isFull) throw new Error('the disk is full')
        store.set(subject, next)
        return true
      },
    })
    const process = createProcess()
    const wanted = { rejectedToken: first.accessToken }
    await expect(process.getTokens('user-1', wanted)).rejects.toThrow('the disk is full')
    expect(store.get('user-1')).toBe(first)
    isFull = false
    expect(await process.getTokens('user-1', wanted)).toBe(store.get('user-1'))
    expect([refreshes, events.filter((event) => (event as { type: string }).type === 'connection_ended')]).toEqual([
      ['200'],
      [],
    ])
    expect(await isAlive()).toBe(true)
  })

  test('goes on with a refresh when the caller stops waiting, and stores its tokens (T36)', async () => {
    let finish: () => void = () => undefined
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { createProcess, store, first, clock, isAlive } = await setUp({
      save: async (subject, next) => {
        await finished
        store.set(subject, next)
        return true
      },
    })
    const process = createProcess()
    const wanted = { rejectedToken: first.accessToken }
    const impatient = process.getTokens('user-1', { ...wanted, deadlineMs: clock.now() + 300 })
    // In workerd, what still runs when a request has ended is canceled, so the call waits.
    if (navigator.userAgent !== 'Cloudflare-Workers') await expect(impatient).rejects.toMatchObject({ code: 'timeout' })
    const patient = process.getTokens('user-1', wanted)
    finish()
    expect((await patient)?.accessToken).not.toBe(first.accessToken)
    await impatient.catch(() => undefined)
    expect(await isAlive()).toBe(true)
  })
})

describe('a connection that has ended', () => {
  test('is null, with one event, and its tokens are not deleted (T36)', async () => {
    const { createProcess, store, first, events, clock, control } = await setUp({}, { rotate: false })
    await control('expire', { refresh_token: first.refreshToken })
    const account = await createProcess().getAccount('user-1', { rejectedToken: first.accessToken })
    expect(account).toBe('not_connected')
    expect(events.filter((event) => (event as { type: string }).type === 'connection_ended')).toEqual([
      { type: 'connection_ended', subject: 'user-1', dataCenter: 'de' },
    ])
    expect(store.get('user-1')).toBe(first)
    expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(2000)
  })

  test('is asked for once, and again only after the user has connected again', async () => {
    const { createProcess, store, first, events, refreshes, control, clock } = await setUp({}, { rotate: false })
    await control('expire', { refresh_token: first.refreshToken })
    const process = createProcess()
    clock.advance(3_600_000)
    for (let request = 0; request < 3; request++) expect(await process.getTokens('user-1')).toBeNull()
    expect([refreshes, events.length]).toEqual([['400'], 2])
    const issued = await control('tokens', { account: 'apple', data_center: 'de' })
    store.set('user-1', { ...first, refreshToken: issued['refresh_token'] })
    expect(await process.getTokens('user-1')).toMatchObject({ refreshToken: issued['refresh_token'] })
  })

  test('without a refresh token is reported once', async () => {
    const { createProcess, store, first, events } = await setUp()
    store.set('user-1', { ...first, refreshToken: undefined, expiresAtMs: 0 })
    const process = createProcess()
    for (let request = 0; request < 3; request++) expect(await process.getTokens('user-1')).toBeNull()
    expect(events).toEqual([{ type: 'connection_ended', subject: 'user-1', dataCenter: 'de' }])
  })

  test('does not count as ended while another process stores the tokens that replaced it (T36)', async () => {
    const replaced = { accessToken: 'at_new', refreshToken: 'rt_new' }
    let loads = 0
    const { createProcess, first, events, clock } = await setUp({
      load: () => (++loads < 10 ? used : { ...used, ...replaced }),
    })
    const used = { ...first, refreshToken: 'rt_de_used_by_another_process' }
    const tokens = await createProcess().getTokens('user-1', { rejectedToken: first.accessToken })
    expect(tokens).toMatchObject(replaced)
    expect(clock.waits.length).toBeGreaterThan(5)
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'connection_ended' }))
  })
})

describe('50 returns at once after expiry, with refresh tokens that rotate', () => {
  const all = (processes: readonly { getTokens: (subject: string) => Promise<Stored | null> }[]) =>
    Promise.all(Array.from({ length: 50 }, (_, index) => processes[index % processes.length]?.getTokens('user-1')))

  /** Time passes only until the first process has stored its tokens: that takes less than two seconds. */
  async function setUpExpired(overrides: Partial<TokenManagerOptions<Stored>> = {}) {
    let onSave = () => {}
    const saved = new Promise<void>((resolve) => {
      onSave = resolve
    })
    const env = await setUp(overrides, { wait: () => saved, onSave: () => onSave() })
    env.clock.advance(3_600_000)
    return env
  }

  test('in one process: one refresh, and all succeed (T36)', async () => {
    const { createProcess, store, refreshes, isAlive } = await setUpExpired()
    const results = await all([createProcess()])
    expect(new Set(results)).toEqual(new Set([store.get('user-1')]))
    expect(refreshes.filter((status) => status === '200')).toHaveLength(1)
    // In workerd, a request cannot wait for the refresh of another. Each tries, and finds the tokens of the first.
    expect(refreshes).toHaveLength(navigator.userAgent === 'Cloudflare-Workers' ? 50 : 1)
    expect(await isAlive()).toBe(true)
  })

  test('in two processes with a lock: one refresh, and all succeed (T36)', async () => {
    const queues = new Map<string, Promise<unknown>>()
    const lock = <Result>(subject: string, run: () => Promise<Result>): Promise<Result> => {
      const next = (queues.get(subject) ?? Promise.resolve()).then(run)
      queues.set(
        subject,
        next.catch(() => undefined),
      )
      return next
    }
    const { createProcess, store, refreshes, isAlive } = await setUpExpired({ lock })
    const results = await all([createProcess(), createProcess()])
    expect(new Set(results)).toEqual(new Set([store.get('user-1')]))
    expect(refreshes).toEqual(['200'])
    expect(await isAlive()).toBe(true)
  })

  test('a call that joins another one does not get back the token that it knows as rejected', async () => {
    const { createProcess, store, first } = await setUpExpired()
    const process = createProcess()
    const joined = process.getTokens('user-1')
    const results = await Promise.all([joined, process.getTokens('user-1', { rejectedToken: first.accessToken })])
    expect(new Set(results)).toEqual(new Set([store.get('user-1')]))
  })

  test('in several processes without a lock: all succeed, and no stored token is a dead one (T36)', async () => {
    const { createProcess, store, refreshes, events, isAlive } = await setUpExpired()
    const results = await all(Array.from({ length: 50 }, createProcess))
    expect(new Set(results)).toEqual(new Set([store.get('user-1')]))
    expect(refreshes.filter((status) => status === '200')).toHaveLength(1)
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'connection_ended' }))
    expect(await isAlive()).toBe(true)
  })
})

describe('getAccount()', () => {
  test('returns the account for a step of the flow', async () => {
    const { createProcess, first } = await setUp()
    expect(await createProcess().getAccount('user-1', { deadlineMs: Number.MAX_SAFE_INTEGER })).toEqual({
      dataCenter: 'de',
      accessToken: first.accessToken,
      subject: 'user-1',
    })
  })

  test('returns not_connected for a user who has not connected', async () => {
    const { createProcess } = await setUp()
    expect(await createProcess().getAccount('user-2')).toBe('not_connected')
  })

  test.each([null, undefined, ''])('returns null when no user is signed in: %j', async (subject) => {
    const { createProcess } = await setUp({ load: () => Promise.reject(new Error('must not be called')) })
    expect(await createProcess().getAccount(subject as null)).toBeNull()
  })
})

describe('withAccount()', () => {
  test('calls again with a fresh token when Cronofy rejects the first', async () => {
    const { createProcess, control, first, sandbox, clock } = await setUp()
    await control('expire', { access_token: first.accessToken })
    const client = createClient({ sandboxUrl: SANDBOX, fetch: sandbox.fetch, now: clock.now, wait: clock.wait })
    const used: string[] = []
    const calendars = await createProcess().withAccount('user-1', (account) => {
      used.push(account.accessToken)
      return readPermissions({ client, account })
    })
    expect(calendars?.map(({ calendarName }) => calendarName)).toContain('Work')
    expect([used.length, used[0]]).toEqual([2, first.accessToken])
  })

  test('passes the deadline of both attempts on', async () => {
    const { createProcess, clock } = await setUp()
    const deadlines: number[] = []
    const use = async (_: unknown, { deadlineMs }: { deadlineMs: number }) => void deadlines.push(deadlineMs)
    await createProcess().withAccount('user-1', use)
    await createProcess().withAccount('user-1', use, { deadlineMs: 5 })
    expect(deadlines).toEqual([clock.now() + 12_000, 5])
  })

  test('returns null when the connection has ended', async () => {
    const { createProcess, control, first } = await setUp({}, { rotate: false })
    await control('expire', { refresh_token: first.refreshToken })
    const rejected = new ProviderError('account_token_rejected', 'rejected', { operation: 'GET', dataCenter: 'de' })
    expect(await createProcess().withAccount('user-1', () => Promise.reject(rejected))).toBeNull()
  })

  test.each([null, 'nobody'])('does not call without a connection: %j', async (subject) => {
    const { createProcess } = await setUp()
    const use = () => Promise.reject(new Error('must not be called'))
    expect(await createProcess().withAccount(subject, use)).toBeNull()
  })

  test('passes on any other error, without a second call', async () => {
    const { createProcess, refreshes } = await setUp()
    const use = () => Promise.reject(new Error('The page is broken.'))
    await expect(createProcess().withAccount('user-1', use)).rejects.toThrow('The page is broken.')
    expect(refreshes).toEqual([])
  })
})

test.each([
  ['no application', [], 'at least one entry'],
  [
    'an unknown data center',
    [{ ...APPLICATION, dataCenter: 'eu' as never }],
    'applications[0].dataCenter is not a data center',
  ],
  ['an application without an ID', [{ ...APPLICATION, clientId: '' }], 'applications[0].clientId is missing'],
  [
    'an application without a secret',
    [{ ...APPLICATION, clientSecret: '' }],
    'applications[0].clientSecret is missing',
  ],
])('createTokenManager() throws for %s', async (_, applications, message) => {
  const { createProcess } = await setUp({ applications })
  expect(createProcess).toThrow(message)
})

test('createTokenManager() throws for two applications of one data center', async () => {
  const { createProcess } = await setUp({ applications: [APPLICATION, APPLICATION] })
  expect(createProcess).toThrow('two entries for one data center')
})
