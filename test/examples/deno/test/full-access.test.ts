import { createClient } from 'cronofy-extended-permissions'
import { createSandbox } from 'cronofy-extended-permissions/sandbox'
import { askForFullAccess, finish } from './full-access.ts'

const SANDBOX = 'http://127.0.0.1:4010' // no port is opened: the sandbox is a function

/** `assertEquals` of `jsr:@std/assert` says more; this one needs nothing. */
function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`Expected ${expected}, got ${actual}`)
}

/** A sandbox of its own for each test, somebody signed in to it, and an application that calls it. */
async function setUp(accountName: string) {
  const sandbox = createSandbox()
  async function call(path: string, body: object) {
    const headers = { 'content-type': 'application/json' }
    const request = new Request(`${SANDBOX}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await sandbox.fetch(request)).json()
  }
  const { access_token } = await call('/sandbox/tokens', { account: accountName, data_center: 'uk' })
  const client = createClient({ fetch: sandbox.fetch, sandboxUrl: SANDBOX })
  return { call, client, account: { dataCenter: 'uk', accessToken: access_token, subject: 'user-1' } as const }
}

Deno.test('a user who accepts has given full access', async () => {
  const { call, client, account } = await setUp('apple')
  const url = await askForFullAccess(client, account)
  const { redirect_to } = await call('/sandbox/decisions', { url, decision: 'accept' })
  equal((await finish(client, account, redirect_to)).status, 'granted')
})

Deno.test('a user who refuses has given nothing', async () => {
  const { call, client, account } = await setUp('apple')
  const url = await askForFullAccess(client, account)
  const { redirect_to } = await call('/sandbox/decisions', { url, decision: 'reject' })
  equal((await finish(client, account, redirect_to)).status, 'rejected')
})

Deno.test('a company account has full access at once', async () => {
  const { client, account } = await setUp('enterprise')
  equal(await askForFullAccess(client, account), undefined)
})
