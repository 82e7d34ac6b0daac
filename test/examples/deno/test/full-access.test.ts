import { createClient } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { finish, requestFullAccess } from './full-access.ts'

// The emulator is a function, so no port is opened.
const SANDBOX_URL = 'http://127.0.0.1:4010'

/** Compares two values. `assertEquals` of `jsr:@std/assert` has better messages, but is a dependency. */
function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`Expected ${expected}, got ${actual}`)
}

/** Creates an emulator for one test, with a connected account and a client that calls it. */
async function setUp(accountName: string) {
  const sandbox = createSandbox()
  async function call(path: string, body: object) {
    const headers = { 'content-type': 'application/json' }
    const request = new Request(`${SANDBOX_URL}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await sandbox.fetch(request)).json()
  }
  const { access_token } = await call('/sandbox/tokens', { account: accountName, data_center: 'uk' })
  const client = createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX_URL })
  return { call, client, account: { dataCenter: 'uk', accessToken: access_token, subject: 'user-1' } as const }
}

Deno.test('the outcome is granted when the user accepts', async () => {
  const { call, client, account } = await setUp('apple')
  const url = await requestFullAccess(client, account)
  const { redirect_to } = await call('/sandbox/decisions', { url, decision: 'accept' })
  equal((await finish(client, account, redirect_to)).status, 'granted')
})

Deno.test('the outcome is rejected when the user rejects', async () => {
  const { call, client, account } = await setUp('apple')
  const url = await requestFullAccess(client, account)
  const { redirect_to } = await call('/sandbox/decisions', { url, decision: 'reject' })
  equal((await finish(client, account, redirect_to)).status, 'rejected')
})

Deno.test('an Enterprise Connect account has full access at once', async () => {
  const { client, account } = await setUp('enterprise')
  equal(await requestFullAccess(client, account), undefined)
})
