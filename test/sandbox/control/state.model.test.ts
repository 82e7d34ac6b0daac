import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FaultEntry } from '../../../edge/sandbox/index.ts'
import {
  authorizePath,
  CLIENT,
  codeGrant,
  createSandboxClient,
  permissionsBody,
  type SandboxClient,
  type SandboxResponse,
} from '../sandbox-client.ts'

const RETURN = 'https://app.example.com/return?own=1'
const START = Date.parse('2026-11-23T10:00:00Z')

/** What was handed out so far, in order. A step means one of them by a number, whichever there are by then. */
interface Handed {
  readonly access: { token: string; dataCenter: string; account: string }[]
  readonly refresh: { token: string; dataCenter: string }[]
  readonly codes: { token: string; dataCenter: string }[]
  readonly urls: { token: string; dataCenter: string }[]
}

interface Step {
  readonly name: keyof typeof STEPS
  readonly which: number
  readonly seconds: number
  readonly account: string
  readonly dataCenter: string
}

type Take = (sandboxClient: SandboxClient, handed: Handed, step: Step) => Promise<SandboxResponse | undefined>

const calendarsOf = (dataCenter: string, account: string) =>
  ['work', 'home'].map((id) => `cal_${dataCenter}_${account}1_${id}`)

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)]
}

function take(handed: Handed, dataCenter: string, account: string, response: SandboxResponse): SandboxResponse {
  const { access_token, refresh_token } = (response.json ?? {}) as { access_token?: string; refresh_token?: string }
  if (access_token !== undefined) handed.access.push({ token: access_token, dataCenter, account })
  const isNew = handed.refresh.every(({ token }) => token !== refresh_token)
  if (refresh_token !== undefined && isNew) handed.refresh.push({ token: refresh_token, dataCenter })
  return response
}

const STEPS = {
  async tokens({ call }, handed, { account, dataCenter }) {
    const response = await call('/sandbox/tokens', { json: { account, data_center: dataCenter } })
    return take(handed, dataCenter, account, response)
  },
  async authorize({ call }, handed, { account, dataCenter }) {
    const path = authorizePath({ redirect_uri: RETURN, scope: 'read_only' }, dataCenter)
    const response = await call(path, { form: { account } })
    const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
    handed.codes.push({ token: code, dataCenter })
    return response
  },
  async exchange({ call }, handed, { which, account }) {
    const { token, dataCenter } = pick(handed.codes, which) ?? {}
    if (token === undefined || dataCenter === undefined) return undefined
    const form = codeGrant(token, RETURN)
    return take(handed, dataCenter, account, await call(`/${dataCenter}/oauth/token`, { form }))
  },
  async refresh({ call }, handed, { which, account }) {
    const { token, dataCenter } = pick(handed.refresh, which) ?? {}
    if (token === undefined || dataCenter === undefined) return undefined
    const form = { ...CLIENT, grant_type: 'refresh_token', refresh_token: token }
    return take(handed, dataCenter, account, await call(`/${dataCenter}/oauth/token`, { form }))
  },
  async revoke({ call }, handed, { which }) {
    const { token, dataCenter } = pick([...handed.access, ...handed.refresh], which) ?? {}
    return token === undefined ? undefined : call(`/${dataCenter}/oauth/token/revoke`, { form: { ...CLIENT, token } })
  },
  revokeSubject: ({ call }, _, { account, dataCenter }) =>
    call(`/${dataCenter}/oauth/token/revoke`, { form: { ...CLIENT, sub: `acc_${dataCenter}_${account}` } }),
  async ask({ call }, handed, { which, seconds }) {
    const { token, dataCenter, account } = pick(handed.access, which) ?? {}
    if (token === undefined || dataCenter === undefined || account === undefined) return undefined
    const ids = calendarsOf(dataCenter, account).slice(0, 1 + (seconds % 2))
    const response = await call(`/${dataCenter}/v1/permissions`, { token, json: permissionsBody(ids, RETURN) })
    const url = /"url":"([^"]+)"/.exec(response.text)?.[1]
    if (url !== undefined) handed.urls.push({ token: url, dataCenter })
    return response
  },
  async accept({ call }, handed, { which }) {
    const { token } = pick(handed.urls, which) ?? {}
    return token === undefined ? undefined : call(token, { form: { decision: 'accept-all' } })
  },
  async reject({ call }, handed, { which }) {
    const { token } = pick(handed.urls, which) ?? {}
    return token === undefined ? undefined : call(token, { form: { decision: 'reject' } })
  },
  async look({ call }, handed, { which }) {
    const { token } = pick(handed.urls, which) ?? {}
    return token === undefined ? undefined : call(token)
  },
  async read({ call }, handed, { which }) {
    const { token, dataCenter } = pick(handed.access, which) ?? {}
    return token === undefined ? undefined : call(`/${dataCenter}/v1/calendars`, { token })
  },
  async whose({ call }, handed, { which }) {
    const { token, dataCenter } = pick(handed.access, which) ?? {}
    return token === undefined ? undefined : call(`/${dataCenter}/v1/userinfo`, { token })
  },
  clock: ({ call }, _, { seconds }) => call('/sandbox/clock', { json: { advance_seconds: seconds } }),
  async expire({ call }, handed, { which }) {
    const things = [
      ...handed.access.map(({ token }) => ({ access_token: token })),
      ...handed.refresh.map(({ token }) => ({ refresh_token: token })),
      ...handed.urls.map(({ token }) => ({ url: token })),
    ]
    const json = pick(things, which)
    return json === undefined ? undefined : call('/sandbox/expire', { json })
  },
} satisfies Record<string, Take>

const step: fc.Arbitrary<Step> = fc.record({
  name: fc.constantFrom(...(Object.keys(STEPS) as (keyof typeof STEPS)[])),
  which: fc.nat(1000),
  seconds: fc.constantFrom(0, 1, 599, 1800, 3599, 3600),
  account: fc.constantFrom('apple', 'enterprise'),
  dataCenter: fc.constantFrom('us', 'de'),
})
const steps = fc.array(step, { minLength: 5, maxLength: 30 })

/** What every walk begins with, so that few of its steps come too early. */
const BEGINNING = (['tokens', 'ask', 'ask', 'ask', 'authorize', 'authorize'] as const).map((name) => ({
  ...{ name, which: 0, seconds: 1, account: 'apple', dataCenter: 'de' },
}))

/** Faults that strike every time: what was handed out is the same however often it is asked for. */
const faults = fc.subarray<FaultEntry>([
  { route: 'POST /oauth/token', fault: 'rotate_refresh_token' },
  { route: 'POST /permissions/{id}', fault: 'delayed_grant', reads: 2 },
  { route: 'POST /v1/permissions', fault: 'delayed_grant', reads: 3 },
])

/** Takes steps from what was handed out before, and tells what was answered, with a number in the place of each secret. */
async function runSteps(sandboxClient: SandboxClient, before: Handed, taken: readonly Step[]): Promise<string[]> {
  const handed: Handed = structuredClone(before)
  const responses: string[] = []
  for (const one of taken) {
    const response = await STEPS[one.name](sandboxClient, handed, one)
    if (response !== undefined)
      responses.push(`${one.name} ${response.status} ${response.headers.get('location')} ${response.text}`)
  }
  // Whatever the walk left out: what everything that was handed out is good for at its end.
  const { access, urls, refresh, codes } = structuredClone(handed)
  for (const index of access.keys()) responses.push(await runStep('read', index))
  for (const index of urls.keys()) responses.push(await runStep('look', index))
  for (const index of refresh.keys()) responses.push(await runStep('refresh', index))
  for (const index of codes.keys()) responses.push(await runStep('exchange', index))
  const secrets = Object.values(handed).flatMap((list) => list.map(({ token }: { token: string }) => token))
  const all = responses.join('\n')
  return secrets.reduce((text, secret, index) => text.replaceAll(secret, `#${index}`), all).split('\n')

  async function runStep(name: keyof typeof STEPS, which: number): Promise<string> {
    const response = await STEPS[name](sandboxClient, handed, {
      name,
      which,
      seconds: 0,
      account: 'apple',
      dataCenter: 'us',
    })
    return `${name} ${response?.status} ${response?.text}`
  }
}

test('a state that is put back, after whatever happened, behaves as the sandbox did when it was read', async () => {
  await fc.assert(
    fc.asyncProperty(faults, fc.boolean(), steps, steps, steps, async (list, singleUseUrl, past, future, detour) => {
      const options = { now: () => START, faults: list, behaviors: { singleUseUrl } }
      const sandboxClient = createSandboxClient(options)
      const handed: Handed = { access: [], refresh: [], codes: [], urls: [] }
      for (const one of [...BEGINNING, ...past]) await STEPS[one.name](sandboxClient, handed, one)

      const state = (await sandboxClient.call('/sandbox/state')).json
      const expected = await runSteps(sandboxClient, handed, future)
      await runSteps(sandboxClient, handed, detour)

      // The same sandbox, a fresh one, and a fresh one on a machine whose clock is a year ahead.
      const later = () => START + 365 * 24 * 3600 * 1000
      for (const one of [
        sandboxClient,
        createSandboxClient(options),
        createSandboxClient({ ...options, now: later }),
      ]) {
        expect((await one.call('/sandbox/state', { method: 'PUT', json: state })).status).toBe(204)
        expect((await one.call('/sandbox/state')).json).toEqual(state)
        expect(await runSteps(one, handed, future)).toEqual(expected)
      }
    }),
    { numRuns: 25 },
  )
})
