import { expect, test } from 'vitest'
import { defaultSeed } from '../../../edge/sandbox/index.ts'
import { createSandboxClient } from '../sandbox-client.ts'

const WORK = 'cal_us_google1_work'
const HOME = 'cal_us_google1_home'
const RETURN = 'https://app.example.com/return?own=a%20b&request=sealed'

test('GET and POST /permissions/{id} answer 404 when the address is unknown', async () => {
  const { call } = createSandboxClient()
  expect((await call('/us/permissions/pr_us_unknown')).status).toBe(404)
  expect((await call('/us/permissions/pr_us_unknown', { form: { decision: 'accept-all' } })).status).toBe(404)
})

test.each(['accept-all', 'reject'])(
  'GET and POST /permissions/{id} answer 410 after %s, which stays',
  async (decision) => {
    const { call, requestPermissions, token, levels } = createSandboxClient()
    const url = await requestPermissions(await token(), [WORK])
    await call(url, { form: { decision } })
    const decided = await levels()
    const responses = [
      await call(url),
      await call(url, { form: { decision: 'accept-all' } }),
      await call(url, { form: { decision: 'reject' } }),
    ]
    for (const response of responses) {
      expect(response.status).toBe(410)
      expect(response.headers.get('location')).toBeNull()
      expect(response.text).toContain('already decided')
      expect(response.text).toContain('<a href="https://app.example.com">')
    }
    expect(await levels()).toEqual(decided)
  },
)

test.each([
  [3599, 200, 303],
  [3600, 410, 410],
])(
  'GET and POST /permissions/{id} answer an address that is %d seconds old with %d and %d',
  async (seconds, get, post) => {
    const { call, requestPermissions, token, levels } = createSandboxClient({ now: () => 0 })
    const url = await requestPermissions(await token(), [WORK])
    await call('/sandbox/clock', { json: { advance_seconds: seconds } })
    expect((await call(url)).status).toBe(get)
    expect((await call(url, { form: { decision: 'accept-all' } })).status).toBe(post)
    expect((await levels())[WORK]).toBe(post === 303 ? 'unrestricted' : 'sandbox')
  },
)

test.each<[string, [string, string][]]>([
  ['has no decision', [['calendar_id', WORK]]],
  ['has another decision', [['decision', 'maybe']]],
  [
    'accepts a calendar that was not asked for',
    [
      ['decision', 'accept-selected'],
      ['calendar_id', WORK],
      ['calendar_id', HOME],
    ],
  ],
])('POST /permissions/{id} answers 400 and decides nothing when the form %s', async (_, form) => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const url = await requestPermissions(await token(), [WORK])
  expect((await call(url, { form })).status).toBe(400)
  expect((await levels())[WORK]).toBe('sandbox')
  expect((await call(url)).status).toBe(200)
})

test.each<[string, [string, string][], string, string[]]>([
  ['reject', [['decision', 'reject']], `${RETURN}&error=access_denied`, []],
  [
    'reject with ticks',
    [
      ['decision', 'reject'],
      ['calendar_id', WORK],
    ],
    `${RETURN}&error=access_denied`,
    [],
  ],
  ['accept-selected without a tick', [['decision', 'accept-selected']], `${RETURN}&error=access_denied`, []],
  [
    'accept-selected with one tick',
    [
      ['decision', 'accept-selected'],
      ['calendar_id', HOME],
    ],
    RETURN,
    [HOME],
  ],
  [
    'accept-all, whatever is ticked',
    [
      ['decision', 'accept-all'],
      ['calendar_id', HOME],
    ],
    RETURN,
    [WORK, HOME],
  ],
])('POST /permissions/{id} redirects and grants as it should on %s', async (_, form, location, granted) => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const before = await levels()
  const url = await requestPermissions(await token(), [WORK, HOME], RETURN)
  const response = await call(url, { form })
  expect(response.status).toBe(303)
  expect(response.headers.get('location')).toBe(location)
  expect(await levels()).toEqual({ ...before, ...Object.fromEntries(granted.map((id) => [id, 'unrestricted'])) })
})

test('GET /permissions/{id} shows who asks whom for which calendars, and changes nothing', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const before = await levels()
  const url = await requestPermissions(await token(), [WORK, 'cal_us_google1_holidays', 'cal_us_google1_shared'])
  const { text } = await call(url)
  expect(text).toContain('Emulator: this is not Cronofy')
  expect(text).toContain('<strong>sandbox</strong>')
  expect(text).toContain('<strong><bdi>google</bdi></strong>')
  expect(text).toContain('read-only')
  expect(text).toContain('already unrestricted')
  for (const decision of ['accept-all', 'accept-selected', 'reject']) expect(text).toContain(`value="${decision}"`)
  expect(await levels()).toEqual(before)
})

test('GET /permissions/{id} groups the calendars by profile, each with its box and its notes', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const choir = 'cal_us_google2_choir'
  const { text } = await call(await requestPermissions(await token(), [WORK, choir, HOME]))
  const groups = [...text.matchAll(/<fieldset>([\s\S]*?)<\/fieldset>/g)].map(([, group = '']) => ({
    profile: /<legend><bdi>(.*?)<\/bdi>/.exec(group)?.[1],
    boxes: [...group.matchAll(/<input type="checkbox" name="calendar_id" value="(.*?)">/g)].map(([, id]) => id),
  }))
  expect(groups).toEqual([
    { profile: 'ada@work.example', boxes: [WORK, HOME] },
    { profile: 'ada@home.example', boxes: [choir] },
  ])
  expect(text).toMatch(/<bdi>Work<\/bdi> <small>primary<\/small>/)
  expect(text).not.toContain('class="skip"')
})

test('GET /permissions/{id} comes back with what is ticked when Enter is pressed in a check box', async () => {
  const { call, requestPermissions, token, levels } = createSandboxClient()
  const before = await levels()
  const url = await requestPermissions(await token(), [WORK, HOME])
  const first = /<form method="post">\s*<button (.*?)>/.exec((await call(url)).text)?.[1]
  expect(first).toBe('hidden formmethod="get" formaction="#decide"')
  const { status, text } = await call(`${url}?calendar_id=${HOME}`)
  expect(status).toBe(200)
  expect([...text.matchAll(/value="([^"]*)" checked>/g)].map(([, id]) => id)).toEqual([HOME])
  expect(await levels()).toEqual(before)
})

test('GET /permissions/{id} has a way past a long list of calendars', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const ids = Array.from({ length: 250 }, (_, index) => `cal_us_many1_${String(index + 1).padStart(3, '0')}`)
  const { text } = await call(await requestPermissions(await token('many-calendars'), ids))
  expect(text.match(/type="checkbox"/g)).toHaveLength(250)
  expect(text).toMatch(/<a class="skip" href="#decide">[\s\S]*id="decide"/)
})

test('GET /permissions/{id} escapes a hostile calendar name', async () => {
  const { call, requestPermissions, token } = createSandboxClient()
  const { text } = await call(await requestPermissions(await token(), ['cal_us_google1_hostile']))
  expect(text).not.toContain('<script')
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;')
})

test('GET /permissions/{id} and GET /sandbox label missing names, and show none that misleads (T34)', async () => {
  const names = ['\u202Eeslaf', '\u2069\u202Eeslaf', '\u200B', '', `Z${'\u0301\u200D'.repeat(50)}algo`]
  const calendars = names.map((name, index) => ({ id: `c${index}`, name }))
  const account = {
    name: 'hostile',
    description: '\u202Eeslaf',
    profiles: [{ id: 'h', provider: '\u202Eelgoog', name: '\u2060', calendars }],
  }
  const sandboxClient = createSandboxClient({ seed: { ...defaultSeed, accounts: [account] } })
  const ids = calendars.map(({ id }) => `cal_us_h_${id}`)
  const url = await sandboxClient.requestPermissions(await sandboxClient.token('hostile'), ids)
  const shown = [
    'eslaf',
    'eslaf',
    'Calendar without a name',
    'Calendar without a name',
    `Z${'\u0301\u200D'.repeat(4)}algo`,
  ]
  const namesOn = ({ text }: { text: string }) => [...text.matchAll(/<bdi>([^<]*)<\/bdi>/g)].map(([, name]) => name)
  const accessPage = await sandboxClient.call(url)
  expect(namesOn(accessPage)).toEqual(['hostile', 'Account without a name', 'elgoog', ...shown])
  const inspector = await sandboxClient.call('/sandbox')
  expect(namesOn(inspector)).toEqual(['hostile', ...shown, 'hostile', 'eslaf', ...shown])
  for (const { text } of [accessPage, inspector]) expect(text).not.toMatch(/[\u202e\u2069\u2060\u200b]/)
})
