/**
 * The emulator's process. Each runtime has a port, and each data center behind it has its own emulator. A flow has its data center
 * to itself, so its faults and their order are the same in every replay.
 *
 * Routes in addition to the emulator's own, which take `?data_center=` to select one:
 * - `GET /soak/snapshot?data_center&account&since` → the state of the account, the journal from an entry on, and the last permission
 *   request since the last snapshot. The journal contains a call only after its response, which may never happen.
 * - `GET /soak/return-url?data_center` → the return URL of the last permission request, which the emulator shows nowhere.
 * - `GET /soak/authorizations?data_center` → the number of unused codes, and the account of each access token.
 *
 * @module
 */
import { createSandbox, SANDBOX_DATA_CENTERS, type Sandbox } from '../../edge/sandbox/index.ts'
import { listen } from '../../edge/sandbox/node.ts'
import type { AccountState, SandboxState } from '../../edge/sandbox/store/snapshot.ts'
import { soakSeed } from './accounts.ts'

interface DataCenterSandbox {
  readonly sandbox: Sandbox
  /** The return URL of the last permission request. */
  returnUrl: string
  /** The IDs of the calendars that were requested since the last snapshot. Null if there was no request. */
  requestedIds: readonly string[] | null
}

const [clientId = '', clientSecret = '', ports = '1'] = process.argv.slice(2)
const urls: string[] = []
for (let port = 0; port < Number(ports); port++) urls.push((await listen(createSandboxes(), { port: 0 })).url)
console.log(JSON.stringify({ urls }))
// If the parent process has ended, nothing else would stop this one.
process.once('disconnect', () => process.exit(0))

function createSandboxes(): Pick<Sandbox, 'fetch'> {
  const seed = soakSeed(clientId, clientSecret)
  const sandboxes = new Map<string, DataCenterSandbox>(
    SANDBOX_DATA_CENTERS.map(({ id }) => [id, { sandbox: createSandbox({ seed }), returnUrl: '', requestedIds: null }]),
  )
  return {
    async fetch(request) {
      const url = new URL(request.url)
      const [, firstSegment = ''] = url.pathname.split('/')
      const id = sandboxes.has(firstSegment) ? firstSegment : (url.searchParams.get('data_center') ?? '')
      const dataCenterSandbox = sandboxes.get(id)
      if (dataCenterSandbox === undefined)
        return Response.json(
          { error: `Cannot serve ${url.pathname}: the data center is missing or unknown` },
          { status: 404 },
        )
      if (url.pathname === '/soak/snapshot') return readSnapshot(dataCenterSandbox, id, url.searchParams)
      if (url.pathname === '/soak/return-url') return Response.json({ url: dataCenterSandbox.returnUrl })
      if (url.pathname === '/soak/authorizations') return readAuthorizations(dataCenterSandbox, id)
      if (request.method === 'POST' && url.pathname === `/${id}/v1/permissions`)
        await rememberRequest(dataCenterSandbox, request.clone())
      return dataCenterSandbox.sandbox.fetch(request)
    },
  }
}

async function rememberRequest(target: DataCenterSandbox, request: Request): Promise<void> {
  const body = (await request.json().catch(() => undefined)) as Partial<PermissionsBody> | undefined
  if (typeof body?.redirect_uri !== 'string' || !Array.isArray(body.permissions)) return
  target.returnUrl = body.redirect_uri
  target.requestedIds = body.permissions.map(({ calendar_id: id }) => id)
}

interface PermissionsBody {
  redirect_uri: string
  permissions: { calendar_id: string }[]
}

async function readState(target: DataCenterSandbox, id: string): Promise<Readonly<Record<string, AccountState>>> {
  return ((await callControl(target, 'state')) as SandboxState).data_centers[id] ?? {}
}

async function readAuthorizations(target: DataCenterSandbox, id: string): Promise<Response> {
  const accounts = Object.entries(await readState(target, id))
  const owners = accounts.flatMap(([name, { authorizations }]) =>
    authorizations.flatMap(({ access_tokens: tokens }) => tokens.map((token) => [token.access_token, name])),
  )
  return Response.json({
    unusedCodes: accounts.reduce((sum, [, { codes }]) => sum + codes.length, 0),
    accounts: Object.fromEntries(owners),
  })
}

async function readSnapshot(target: DataCenterSandbox, id: string, query: URLSearchParams): Promise<Response> {
  const accounts = await readState(target, id)
  const { requests } = (await callControl(target, 'requests')) as { requests: unknown[] }
  const { requestedIds } = target
  target.requestedIds = null
  return Response.json({
    requestedIds,
    calendars: accounts[query.get('account') ?? '']?.calendars ?? {},
    journal: requests.slice(Number(query.get('since'))),
  })
}

async function callControl({ sandbox }: DataCenterSandbox, path: string): Promise<unknown> {
  return (await sandbox.fetch(new Request(`http://127.0.0.1/sandbox/${path}`))).json()
}
