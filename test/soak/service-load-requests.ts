/**
 * What backends and browsers ask the service for under load, and what has to come of it.
 *
 * @module
 */
import type { Question } from './load-request.ts'
import { RETURN_TO } from './service-application.ts'
import { OPERATIONS, type Operation } from './service-response.ts'
import type { Secrets, Worker } from './workers.ts'

/** Takes two people as far as their questions need: one whose request is granted, and one who has not decided. */
export async function prepareServiceQuestions(
  worker: Worker,
  sandboxUrl: string,
  { apiKeys }: Secrets,
): Promise<readonly Question[]> {
  const granted = await person('plain4')
  const undecided = await person('plain9')
  await post(`${sandboxUrl}/sandbox/decisions?data_center=us`, { url: granted.url, decision: 'accept' })

  const whole = { ...granted.account, sealed_request: granted.sealedRequest }
  const returned = `/permission-requests/return?request=${granted.sealedRequest}`
  return [
    { name: 'begin', ...call('begin', undecided.account), status: 200, begins: '{"status":"redirect"' },
    { name: 'begin, granted already', ...call('begin', granted.account), status: 200, begins: '{"status":"done"' },
    { name: 'begin, without a subject', ...call('begin', granted.caller), status: 422 },
    { name: 'complete', ...call('complete', whole), status: 200, begins: '{"status":"granted"' },
    { name: 'complete, as another', ...call('complete', { ...whole, ...undecided.account }), status: 403 },
    { name: 'complete, nonsense', ...call('complete', { ...whole, sealed_request: 'a.b.c' }), status: 422 },
    { name: 'complete, unknown token', ...call('complete', { ...whole, access_token: 'none' }), status: 409 },
    { name: 'complete, unknown key', ...call('complete', whole, 'no-key-of-anybody'), status: 401 },
    { name: 'read', ...call('read', granted.caller), status: 200, begins: '{"status":"read"' },
    {
      name: 'return',
      method: 'GET',
      path: returned,
      headers: {},
      status: 303,
      location: `${RETURN_TO}&sealed_request=${granted.sealedRequest}`,
    },
    { name: 'return, nonsense', method: 'GET', path: returned.slice(0, -9), headers: {}, status: 400 },
  ]

  function call(operation: Operation, body: object, key = apiKeys.k1) {
    return {
      method: 'POST',
      path: OPERATIONS[operation].path,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    } as const
  }

  async function person(account: string) {
    const tokens = await post(`${sandboxUrl}/sandbox/tokens?data_center=us`, { account, data_center: 'us' })
    const caller = { data_center: 'us', access_token: tokens.access_token ?? '' }
    const asking = { ...caller, subject: `user-${account}`, return_to: RETURN_TO }
    const { path, headers } = call('begin', asking)
    const begun = await post(`${worker.url}${path}`, asking, headers)
    const { return_to: _, ...whose } = asking
    return {
      caller,
      account: whose,
      url: begun.redirect?.url ?? '',
      sealedRequest: begun.redirect?.sealed_request ?? '',
    }
  }
}

interface Prepared {
  readonly access_token?: string
  readonly redirect?: { readonly url: string; readonly sealed_request: string }
}

async function post(url: string, body: object, headers = {}): Promise<Prepared> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`Cannot prepare the load: ${response.status} of ${new URL(url).pathname}: ${text}`)
  return JSON.parse(text) as Prepared
}
