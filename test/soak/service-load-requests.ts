/**
 * The requests of backends and browsers to the service under load, and the expected responses.
 *
 * @module
 */
import type { LoadRequest } from './load-request.ts'
import { RETURN_TO } from './outcome-steps.ts'
import { OPERATIONS, type Operation } from './service-response.ts'
import type { Secrets, Worker } from './workers.ts'

/** Prepares two users: one whose request is granted, and one who has not decided. */
export async function prepareServiceRequests(
  worker: Worker,
  sandboxUrl: string,
  { apiKeys }: Secrets,
): Promise<readonly LoadRequest[]> {
  const granted = await createUser('plain4')
  const undecided = await createUser('plain9')
  await postJson(`${sandboxUrl}/sandbox/decisions?data_center=us`, { url: granted.url, decision: 'accept' })

  const completeBody = { ...granted.account, sealed_request: granted.sealedRequest }
  const returnPath = `/permission-requests/return?request=${granted.sealedRequest}`
  return [
    {
      name: 'begin',
      ...call('begin', { ...undecided.account, all_calendars: true }),
      status: 200,
      bodyStart: '{"status":"redirect"',
    },
    {
      name: 'begin, granted already',
      ...call('begin', { ...granted.account, all_calendars: true }),
      status: 200,
      bodyStart: '{"status":"done"',
    },
    { name: 'begin, without a subject', ...call('begin', granted.credentials), status: 422 },
    { name: 'complete', ...call('complete', completeBody), status: 200, bodyStart: '{"status":"granted"' },
    { name: 'complete, as another', ...call('complete', { ...completeBody, ...undecided.account }), status: 403 },
    { name: 'complete, nonsense', ...call('complete', { ...completeBody, sealed_request: 'a.b.c' }), status: 422 },
    { name: 'complete, unknown token', ...call('complete', { ...completeBody, access_token: 'none' }), status: 409 },
    { name: 'complete, unknown key', ...call('complete', completeBody, 'unknown-api-key'), status: 401 },
    { name: 'read', ...call('read', granted.credentials), status: 200, bodyStart: '{"status":"read"' },
    {
      name: 'return',
      method: 'GET',
      path: returnPath,
      headers: {},
      status: 303,
      location: `${RETURN_TO}&sealed_request=${granted.sealedRequest}`,
    },
    { name: 'return, nonsense', method: 'GET', path: returnPath.slice(0, -9), headers: {}, status: 400 },
  ]

  function call(operation: Operation, body: object, key = apiKeys.k1) {
    return callRequest(operation, body, key)
  }

  async function createUser(account: string) {
    const tokens = await postJson(`${sandboxUrl}/sandbox/tokens?data_center=us`, { account, data_center: 'us' })
    const credentials = { data_center: 'us', access_token: tokens.access_token ?? '' }
    const beginBody = { ...credentials, subject: `user-${account}`, return_to: RETURN_TO }
    const { path, headers } = call('begin', beginBody)
    const begun = await postJson(`${worker.url}${path}`, { ...beginBody, all_calendars: true }, headers)
    const { return_to: _, ...identity } = beginBody
    return {
      credentials,
      account: identity,
      url: begun.redirect?.url ?? '',
      sealedRequest: begun.redirect?.sealed_request ?? '',
    }
  }
}

/** Creates the request of an operation. */
export function callRequest(operation: Operation, body: object, apiKey: string) {
  return {
    method: 'POST',
    path: OPERATIONS[operation].path,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  } as const
}

interface Prepared {
  readonly access_token?: string
  readonly redirect?: { readonly url: string; readonly sealed_request?: string }
}

/** Posts JSON to prepare the load. @throws {Error} if the response is not a success */
export async function postJson(url: string, body: object, headers = {}): Promise<Prepared> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok)
    throw new Error(`Cannot prepare the load: ${new URL(url).pathname} responded with ${response.status}: ${text}`)
  return JSON.parse(text) as Prepared
}
