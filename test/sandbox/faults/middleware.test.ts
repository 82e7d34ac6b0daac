import { expect, test } from 'vitest'
import type { JournalEntry } from '../../../edge/sandbox/index.ts'
import { faultEntry, successfulCall } from '../fault-calls.ts'
import { CLIENT, createSandboxClient, type SandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'
const DECISION = 'POST /permissions/{id}'
const RETURN = 'https://app.example.com/return?own=1'

/** The permission level that a read returns. */
async function read({ call }: SandboxClient, token: string, id = WORK): Promise<string | undefined> {
  const { calendars } = (await call('/v1/calendars', { token })).json as {
    calendars: { calendar_id: string; permission_level: string }[]
  }
  return calendars.find(({ calendar_id }) => calendar_id === id)?.permission_level
}

const level = (calendar_id: string, permission_level: string) =>
  expect.objectContaining({ calendar_id, permission_level })

async function pending({ call }: SandboxClient, account = 'google'): Promise<unknown> {
  const { data_centers } = (await call('/sandbox/state')).json as {
    data_centers: { us: Record<string, { pending: unknown }> }
  }
  return data_centers.us[account]?.pending
}

async function journalled({ call }: SandboxClient): Promise<(string | undefined)[]> {
  const { requests } = (await call('/sandbox/requests')).json as { requests: JournalEntry[] }
  return requests.map(({ fault }) => fault)
}

const DECIDING: [string, (sandboxClient: SandboxClient, url: string, accept: boolean) => Promise<string>][] = [
  [
    'POST /sandbox/decisions',
    async ({ call }, url, accept) => {
      const response = await call('/sandbox/decisions', { json: { url, decision: accept ? 'accept' : 'reject' } })
      return (response.json as { redirect_to: string }).redirect_to
    },
  ],
  [
    DECISION,
    async ({ call }, url, accept) => {
      const response = await call(url, { form: { decision: accept ? 'accept-all' : 'reject' } })
      return response.headers.get('location') ?? ''
    },
  ],
]

test.each(DECIDING)(
  'delayed_grant at %s shows the grant after `reads` more reads, and the state agrees',
  async (_, decide) => {
    const sandboxClient = createSandboxClient()
    const token = await sandboxClient.token()
    await sandboxClient.setFaults({ ...faultEntry(DECISION, 'delayed_grant', { reads: 2 }), count: 1 })
    expect(await decide(sandboxClient, await sandboxClient.requestPermissions(token, [HOME], RETURN), false)).toBe(
      `${RETURN}&error=access_denied`,
    )
    expect(await sandboxClient.faultHits()).toEqual([0])
    expect(await decide(sandboxClient, await sandboxClient.requestPermissions(token, [WORK], RETURN), true)).toBe(
      RETURN,
    )
    expect(await sandboxClient.faultHits()).toEqual([1])

    for (const left of [2, 1]) {
      expect((await sandboxClient.levels())[WORK]).toBe('sandbox')
      expect(await pending(sandboxClient)).toEqual({ [WORK]: left })
      expect(await read(sandboxClient, token)).toBe('sandbox')
    }
    expect((await sandboxClient.levels())[WORK]).toBe('unrestricted')
    expect(await pending(sandboxClient)).toEqual({})
    expect(await read(sandboxClient, token)).toBe('unrestricted')
  },
)

test('delayed_grant counts only successful reads of the calendars of its account', async () => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token()
  await sandboxClient.setFaults(faultEntry(DECISION, 'delayed_grant', { reads: 2 }))
  await sandboxClient.call('/sandbox/decisions', {
    json: { url: await sandboxClient.requestPermissions(token, [WORK]), decision: 'accept' },
  })
  await sandboxClient.setFaults(faultEntry('GET /v1/calendars', 'status'))
  await sandboxClient.call('/v1/calendars', { token })
  await sandboxClient.call('/sandbox/faults', { method: 'DELETE' })
  await sandboxClient.call('/v1/calendars', { token: await sandboxClient.token('apple') })
  await sandboxClient.call('/v1/calendars')
  const userinfo = (await sandboxClient.call('/v1/userinfo', { token })).json
  expect(userinfo).toMatchObject({
    'cronofy.data': { profiles: [{ profile_calendars: expect.arrayContaining([level(WORK, 'sandbox')]) }, {}] },
  })
  expect(await pending(sandboxClient)).toEqual({ [WORK]: 2 })
})

test('delayed_grant hits POST /v1/permissions only if the call grants at once', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults(faultEntry('POST /v1/permissions', 'delayed_grant', { reads: 1 }))
  await sandboxClient.requestPermissions(await sandboxClient.token(), [WORK])
  expect(await sandboxClient.faultHits()).toEqual([0])
  const [path, sent] = await successfulCall(sandboxClient, 'POST /v1/permissions')
  expect((await sandboxClient.call(path, sent)).json).toEqual({ permissions_request: { accepted: true } })
  expect(await sandboxClient.faultHits()).toEqual([1])
  expect(await pending(sandboxClient, 'enterprise')).toEqual({ cal_us_enterprise1_work: 1 })
  expect(await journalled(sandboxClient)).toEqual([undefined, 'delayed_grant'])
})

test.each(DECIDING)(
  'append_error_naively at %s appends `?error=` on a rejection, even if there is a query',
  async (_, decide) => {
    const sandboxClient = createSandboxClient()
    const token = await sandboxClient.token()
    await sandboxClient.setFaults(faultEntry(DECISION, 'append_error_naively'))
    expect(await decide(sandboxClient, await sandboxClient.requestPermissions(token, [WORK], RETURN), true)).toBe(
      RETURN,
    )
    expect(await sandboxClient.faultHits()).toEqual([0])
    expect(await decide(sandboxClient, await sandboxClient.requestPermissions(token, [HOME], RETURN), false)).toBe(
      `${RETURN}?error=access_denied`,
    )
    const plain = 'https://app.example.com/return'
    expect(await decide(sandboxClient, await sandboxClient.requestPermissions(token, [HOME], plain), false)).toBe(
      `${plain}?error=access_denied`,
    )
    expect(await sandboxClient.faultHits()).toEqual([2])
    expect((await sandboxClient.levels())[HOME]).toBe('sandbox')
  },
)

test('append_error_naively and delayed_grant are in the journal entry of the decision', async () => {
  const sandboxClient = createSandboxClient()
  const token = await sandboxClient.token()
  await sandboxClient.setFaults(faultEntry(DECISION, 'append_error_naively'), faultEntry(DECISION, 'delayed_grant'))
  for (const decision of ['reject', 'accept-all']) {
    await sandboxClient.call(await sandboxClient.requestPermissions(token, [WORK], RETURN), { form: { decision } })
  }
  expect(await journalled(sandboxClient)).toEqual([undefined, 'append_error_naively', undefined, 'delayed_grant'])
})

test('rotate_refresh_token replaces the refresh token and keeps the access tokens valid', async () => {
  const sandboxClient = createSandboxClient()
  const { access_token, refresh_token } = await sandboxClient.tokens()
  const refresh = async (token: string) =>
    sandboxClient.call('/oauth/token', { form: { ...CLIENT, grant_type: 'refresh_token', refresh_token: token } })
  await sandboxClient.setFaults({ ...faultEntry('POST /oauth/token', 'rotate_refresh_token'), count: 1 })
  expect((await refresh('rt_us_unknown')).status).toBe(400)
  expect(await sandboxClient.faultHits()).toEqual([0])

  const renewed = (await refresh(refresh_token)).json as Record<'access_token' | 'refresh_token', string>
  expect(renewed.refresh_token).toMatch(/^rt_us_[0-9a-f]{26}$/)
  expect(renewed.refresh_token).not.toBe(refresh_token)
  expect(await refresh(refresh_token)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  expect((await refresh(renewed.refresh_token)).json).toMatchObject({ refresh_token: renewed.refresh_token })
  for (const token of [access_token, renewed.access_token]) {
    expect((await sandboxClient.call('/v1/calendars', { token })).status).toBe(200)
  }
  const { requests } = (await sandboxClient.call('/sandbox/requests')).json as { requests: JournalEntry[] }
  expect(requests[1]).toMatchObject({ fault: 'rotate_refresh_token', response_body: { refresh_token: '***' } })

  await sandboxClient.call('/oauth/token/revoke', { form: { ...CLIENT, token: refresh_token } })
  expect((await sandboxClient.call('/v1/calendars', { token: access_token })).status).toBe(200)
  await sandboxClient.call('/oauth/token/revoke', { form: { ...CLIENT, token: access_token } })
  expect((await refresh(renewed.refresh_token)).status).toBe(400)
})

test('a call is hit by one fault only when two match', async () => {
  const sandboxClient = createSandboxClient()
  const { refresh_token } = await sandboxClient.tokens()
  const form = { ...CLIENT, grant_type: 'refresh_token', refresh_token }
  await sandboxClient.setFaults(faultEntry('POST /oauth/token', 'rotate_refresh_token'), {
    ...faultEntry('POST /oauth/token', 'slow_headers'),
    count: 1,
  })
  expect((await sandboxClient.call('/oauth/token', { form })).json).toMatchObject({ refresh_token })
  expect(await sandboxClient.faultHits()).toEqual([0, 1])
  expect((await sandboxClient.call('/oauth/token', { form })).json).not.toMatchObject({ refresh_token })
  expect(await sandboxClient.faultHits()).toEqual([1, 1])
})

test('a fault hits a call without a token', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults(faultEntry('GET /v1/calendars', 'status'))
  expect((await sandboxClient.call('/v1/calendars')).status).toBe(503)
})

test('a faulty response has none of the headers of the normal response', async () => {
  const sandboxClient = createSandboxClient()
  await sandboxClient.setFaults(faultEntry('POST /oauth/token', 'html'))
  const [path, sent] = await successfulCall(sandboxClient, 'POST /oauth/token')
  expect([...(await sandboxClient.call(path, sent)).headers.keys()]).toEqual(['content-type'])
})
