import { expect, test } from 'vitest'
import type { components } from '../../../generated/api.ts'
import { createSandboxClient } from '../sandbox-client.ts'

type Schemas = components['schemas']

test('GET /v1/calendars lists every calendar with its profile and level, deleted ones too', async () => {
  const { call, token, levels } = createSandboxClient()
  const response = await call('/v1/calendars', { token: await token() })
  const { sub, calendars } = response.json as Schemas['CalendarList']
  expect(sub).toBe('acc_us_google')
  expect(Object.fromEntries(calendars.map((known) => [known.calendar_id, known.permission_level]))).toEqual(
    await levels(),
  )
  expect(calendars.filter((known) => known.calendar_deleted).map((known) => known.calendar_id)).toEqual([
    'cal_us_google1_old',
  ])
  expect(new Set(calendars.map((known) => known.profile_id))).toEqual(new Set(['pro_us_google1', 'pro_us_google2']))
})

test('GET /v1/calendars lists 250 calendars', async () => {
  const { call, token } = createSandboxClient()
  const response = await call('/v1/calendars', { token: await token('many-calendars') })
  const ids = (response.json as Schemas['CalendarList']).calendars.map((known) => known.calendar_id)
  expect(new Set(ids).size).toBe(250)
  expect(ids[0]).toBe('cal_us_many1_001')
  expect(ids[249]).toBe('cal_us_many1_250')
})

test('GET /v1/calendars lists none when there is none', async () => {
  const { call, token } = createSandboxClient()
  const response = await call('/v1/calendars', { token: await token('no-calendars') })
  expect(response).toMatchObject({ status: 200, json: { calendars: [] } })
})

test.each(['locked', 'no-plan', 'narrow-scope', 'enterprise-no-scope'])(
  'GET /v1/calendars and /v1/userinfo answer for %s, whose permissions are refused',
  async (account) => {
    const { call, token } = createSandboxClient()
    const accessToken = await token(account)
    expect((await call('/v1/calendars', { token: accessToken })).status).toBe(200)
    expect((await call('/v1/userinfo', { token: accessToken })).status).toBe(200)
  },
)

test('GET /v1/userinfo says who it is and repeats the calendars by profile', async () => {
  const { call, token } = createSandboxClient()
  const response = await call('/de/v1/userinfo', { token: await token('microsoft', 'de') })
  expect(response.status).toBe(200)
  expect(response.json).toMatchObject({
    sub: 'acc_de_microsoft',
    email: 'bo@work.example',
    'cronofy.type': 'account',
    'cronofy.data': {
      authorization: { scope: 'read_write', status: 'active' },
      profiles: [
        { provider_name: 'exchange', profile_id: 'pro_de_exchange1', profile_connected: true },
        { provider_name: 'live_connect', profile_id: 'pro_de_live1', profile_connected: true },
      ],
    },
  })
  const profiles = (response.json as Schemas['UserInfo'])['cronofy.data']?.profiles
  const [calendar] = profiles?.[0]?.profile_calendars ?? []
  expect(calendar).toMatchObject({ calendar_id: 'cal_de_exchange1_work', permission_level: 'sandbox' })
  expect(calendar).not.toHaveProperty('profile_id')
})
