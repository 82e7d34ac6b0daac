import { expect, test } from 'vitest'
import type { JournalEntry } from '../../../edge/sandbox/index.ts'
import { type Caller, CLIENT, createCaller } from '../sandbox-client.ts'
import { entryFor, rightCall } from '../fault-calls.ts'

const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'
const DECISION = 'POST /permissions/{id}'
const RETURN = 'https://app.example.com/return?own=1'

/** What a read shows. */
async function read({ call }: Caller, token: string, id = WORK): Promise<string | undefined> {
  const { calendars } = (await call('/v1/calendars', { token })).json as {
    calendars: { calendar_id: string; permission_level: string }[]
  }
  return calendars.find(({ calendar_id }) => calendar_id === id)?.permission_level
}

const level = (calendar_id: string, permission_level: string) =>
  expect.objectContaining({ calendar_id, permission_level })

async function pending({ call }: Caller, account = 'google'): Promise<unknown> {
  const { data_centers } = (await call('/sandbox/state')).json as {
    data_centers: { us: Record<string, { pending: unknown }> }
  }
  return data_centers.us[account]?.pending
}

async function journalled({ call }: Caller): Promise<(string | undefined)[]> {
  const { requests } = (await call('/sandbox/requests')).json as { requests: JournalEntry[] }
  return requests.map(({ fault }) => fault)
}

const DECIDING: [string, (caller: Caller, url: string, accept: boolean) => Promise<string>][] = [
  [
    'POST /sandbox/decisions',
    async ({ call }, url, accept) => {
      const answer = await call('/sandbox/decisions', { json: { url, decision: accept ? 'accept' : 'reject' } })
      return (answer.json as { redirect_to: string }).redirect_to
    },
  ],
  [
    DECISION,
    async ({ call }, url, accept) => {
      const answer = await call(url, { form: { decision: accept ? 'accept-all' : 'reject' } })
      return answer.headers.get('location') ?? ''
    },
  ],
]

test.each(DECIDING)(
  'delayed_grant at %s shows after so many further reads, and the books tell no more',
  async (_, decide) => {
    const caller = createCaller()
    const token = await caller.token()
    await caller.faults({ ...entryFor(DECISION, 'delayed_grant', { reads: 2 }), count: 1 })
    expect(await decide(caller, await caller.ask(token, [HOME], RETURN), false)).toBe(`${RETURN}&error=access_denied`)
    expect(await caller.struck()).toEqual([0])
    expect(await decide(caller, await caller.ask(token, [WORK], RETURN), true)).toBe(RETURN)
    expect(await caller.struck()).toEqual([1])

    for (const left of [2, 1]) {
      expect((await caller.levels())[WORK]).toBe('sandbox')
      expect(await pending(caller)).toEqual({ [WORK]: left })
      expect(await read(caller, token)).toBe('sandbox')
    }
    expect((await caller.levels())[WORK]).toBe('unrestricted')
    expect(await pending(caller)).toEqual({})
    expect(await read(caller, token)).toBe('unrestricted')
  },
)

test('delayed_grant counts the reads of its own account that were answered, and of the calendars only', async () => {
  const caller = createCaller()
  const token = await caller.token()
  await caller.faults(entryFor(DECISION, 'delayed_grant', { reads: 2 }))
  await caller.call('/sandbox/decisions', { json: { url: await caller.ask(token, [WORK]), decision: 'accept' } })
  await caller.faults(entryFor('GET /v1/calendars', 'status'))
  await caller.call('/v1/calendars', { token })
  await caller.call('/sandbox/faults', { method: 'DELETE' })
  await caller.call('/v1/calendars', { token: await caller.token('apple') })
  await caller.call('/v1/calendars')
  const userinfo = (await caller.call('/v1/userinfo', { token })).json
  expect(userinfo).toMatchObject({
    'cronofy.data': { profiles: [{ profile_calendars: expect.arrayContaining([level(WORK, 'sandbox')]) }, {}] },
  })
  expect(await pending(caller)).toEqual({ [WORK]: 2 })
})

test('delayed_grant at POST /v1/permissions strikes only where it grants at once', async () => {
  const caller = createCaller()
  await caller.faults(entryFor('POST /v1/permissions', 'delayed_grant', { reads: 1 }))
  await caller.ask(await caller.token(), [WORK])
  expect(await caller.struck()).toEqual([0])
  const [path, sent] = await rightCall(caller, 'POST /v1/permissions')
  expect((await caller.call(path, sent)).json).toEqual({ permissions_request: { accepted: true } })
  expect(await caller.struck()).toEqual([1])
  expect(await pending(caller, 'enterprise')).toEqual({ cal_us_enterprise1_work: 1 })
  expect(await journalled(caller)).toEqual([undefined, 'delayed_grant'])
})

test.each(DECIDING)(
  'append_error_naively at %s appends to a query as if there were none, on a rejection only',
  async (_, decide) => {
    const caller = createCaller()
    const token = await caller.token()
    await caller.faults(entryFor(DECISION, 'append_error_naively'))
    expect(await decide(caller, await caller.ask(token, [WORK], RETURN), true)).toBe(RETURN)
    expect(await caller.struck()).toEqual([0])
    expect(await decide(caller, await caller.ask(token, [HOME], RETURN), false)).toBe(`${RETURN}?error=access_denied`)
    const plain = 'https://app.example.com/return'
    expect(await decide(caller, await caller.ask(token, [HOME], plain), false)).toBe(`${plain}?error=access_denied`)
    expect(await caller.struck()).toEqual([2])
    expect((await caller.levels())[HOME]).toBe('sandbox')
  },
)

test('append_error_naively and delayed_grant are in the journal, with the answer, where the page was asked', async () => {
  const caller = createCaller()
  const token = await caller.token()
  await caller.faults(entryFor(DECISION, 'append_error_naively'), entryFor(DECISION, 'delayed_grant'))
  for (const decision of ['reject', 'accept-all']) {
    await caller.call(await caller.ask(token, [WORK], RETURN), { form: { decision } })
  }
  expect(await journalled(caller)).toEqual([undefined, 'append_error_naively', undefined, 'delayed_grant'])
})

test('rotate_refresh_token answers another refresh token, the old one is dead, access tokens live on', async () => {
  const caller = createCaller()
  const { access_token, refresh_token } = await caller.tokens()
  const refresh = async (token: string) =>
    caller.call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token: token } })
  await caller.faults({ ...entryFor('POST /oauth/token', 'rotate_refresh_token'), count: 1 })
  expect((await refresh('rt_us_unknown')).status).toBe(400)
  expect(await caller.struck()).toEqual([0])

  const renewed = (await refresh(refresh_token)).json as Record<'access_token' | 'refresh_token', string>
  expect(renewed.refresh_token).toMatch(/^rt_us_[0-9a-f]{32}$/)
  expect(renewed.refresh_token).not.toBe(refresh_token)
  expect(await refresh(refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  expect((await refresh(renewed.refresh_token)).json).toMatchObject({ refresh_token: renewed.refresh_token })
  for (const token of [access_token, renewed.access_token]) {
    expect((await caller.call('/v1/calendars', { token })).status).toBe(200)
  }
  const { requests } = (await caller.call('/sandbox/requests')).json as { requests: JournalEntry[] }
  expect(requests[1]).toMatchObject({ fault: 'rotate_refresh_token', response_body: { refresh_token: '***' } })

  await caller.call('/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })
  expect((await caller.call('/v1/calendars', { token: access_token })).status).toBe(200)
  await caller.call('/oauth/token/revoke', { form: { ...CLIENT, token: access_token } })
  expect((await refresh(renewed.refresh_token)).status).toBe(400)
})

test('a call whose answer is faulty does what it should: it is struck once', async () => {
  const caller = createCaller()
  const { refresh_token } = await caller.tokens()
  const form = { ...CLIENT, grant_type: 'refresh_token', refresh_token }
  await caller.faults(entryFor('POST /oauth/token', 'rotate_refresh_token'), {
    ...entryFor('POST /oauth/token', 'slow_headers'),
    count: 1,
  })
  expect((await caller.call('/oauth/token', { form })).json).toMatchObject({ refresh_token })
  expect(await caller.struck()).toEqual([0, 1])
  expect((await caller.call('/oauth/token', { form })).json).not.toMatchObject({ refresh_token })
  expect(await caller.struck()).toEqual([1, 1])
})

test('a fault strikes whoever calls: it answers also where a token is missing', async () => {
  const caller = createCaller()
  await caller.faults(entryFor('GET /v1/calendars', 'status'))
  expect((await caller.call('/v1/calendars')).status).toBe(503)
})

test('a faulty answer has none of the headers of the right one', async () => {
  const caller = createCaller()
  await caller.faults(entryFor('POST /oauth/token', 'html'))
  const [path, sent] = await rightCall(caller, 'POST /oauth/token')
  expect([...(await caller.call(path, sent)).headers.keys()]).toEqual(['content-type'])
})
