/**
 * What probes need: accounts, tokens, calendars, and pages. An emulator creates new ones. For Cronofy, they come from the environment,
 * and a probe is skipped if the environment lacks what it needs.
 *
 * @module
 */
import { describeResponse, getPath } from './assertions.ts'
import { ACCOUNT_VARIABLES, type AccountKind, type ClientCredentials, type ConformanceOptions } from './options.ts'
import { SkippedError } from './probe-result.ts'
import { type CallOptions, readAccounts, type SandboxAccount, type Target, type TargetResponse } from './target.ts'

/** The fields of a calendar that probes read. */
export interface Calendar {
  readonly calendar_id: string
  readonly calendar_readonly?: boolean
  readonly calendar_deleted?: boolean
  readonly permission_level?: string
}

/** Tokens of an account. Only an emulator always returns a refresh token. */
export interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly sub?: string
}

/** What a probe can do. Every member throws SkippedError if the target or the credentials do not allow it. */
export interface TestEnv extends Target {
  readonly redirectUri: string
  /** Throws SkippedError unless data may be changed. Call it before anything that changes data at Cronofy. */
  requireChangesAllowed(): void
  /** Throws SkippedError unless the target is an emulator. */
  sandboxOnly(reason: string): void
  client(): ClientCredentials
  otherClient(): ClientCredentials
  /** Returns tokens of an account of that kind. An emulator creates new ones. */
  tokens(kind?: AccountKind): Promise<Tokens>
  token(kind?: AccountKind): Promise<string>
  /** Returns a token of an ordinary account whose calendars match `predicate`, with these calendars. */
  accountWith(
    need: string,
    predicate: (calendars: readonly Calendar[]) => boolean,
  ): Promise<{ readonly token: string; readonly calendars: readonly Calendar[] }>
  /** Returns a token of an ordinary account, and the IDs of `count` of its calendars that can be requested. */
  requestableCalendars(count: number): Promise<{ readonly token: string; readonly ids: readonly string[] }>
  calendars(token: string): Promise<readonly Calendar[]>
  permissionLevel(token: string, calendarId: string): Promise<string | undefined>
  /** Requests access to calendars. This changes data. */
  requestPermissions(token: string, ids: readonly string[], redirectUri?: string): Promise<TargetResponse>
  /** Requests access to calendars. Returns the URL of the access page. */
  accessPageUrl(token: string, ids: readonly string[]): Promise<string>
  /** Decides on the access page of an emulator. */
  decide(url: string, decision: string, ids?: readonly string[]): Promise<TargetResponse>
  /** Opens the authorize page. */
  authorize(changes?: Readonly<Record<string, string | undefined>>): Promise<TargetResponse>
  /** Signs in on the authorize page of an emulator, or rejects. */
  signIn(
    form: Readonly<Record<string, string>>,
    changes?: Readonly<Record<string, string | undefined>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TargetResponse>
  /** Changes the behaviors of an emulator, calls `run`, and restores them. */
  withBehaviors(changes: object, run: () => Promise<void>): Promise<void>
  /** Returns a code from the authorize page. The default scope is `read_write`. */
  code(scope?: string): Promise<string>
  /** Returns an access token of an ordinary account with this scope. */
  tokenWithScope(scope: string): Promise<string>
  /** Returns the body of a request that exchanges a code. */
  codeGrantForm(code: string): Readonly<Record<string, string>>
  /** Refreshes the token. Sends the body as a form or as JSON. This changes data, because the refresh token may change. */
  refresh(as?: 'form' | 'json'): Promise<{ readonly before: Tokens; readonly response: TargetResponse }>
  /** Advances the clock of an emulator. */
  advanceClock(seconds: number): Promise<void>
}

/** Returns the body of a request for access to calendars. */
export function permissionsFor(ids: readonly string[], redirectUri: string, level = 'unrestricted'): object {
  return {
    permissions: ids.map((calendar_id) => ({ calendar_id, permission_level: level })),
    redirect_uri: redirectUri,
  }
}

/** Whether unrestricted access to the calendar can be requested. */
export function isRequestable({ calendar_readonly, calendar_deleted, permission_level }: Calendar): boolean {
  return calendar_readonly !== true && calendar_deleted !== true && permission_level !== 'unrestricted'
}

/** Creates the test environment for a target. */
export async function createTestEnv(target: Target, options: ConformanceOptions): Promise<TestEnv> {
  const { credentials, allowChanges } = options
  const { redirectUri } = credentials
  const accounts = target.isSandbox ? (readAccounts(await target.control('accounts')) ?? []) : []
  const ordinaryAccounts = accounts.filter(({ permissions }) => permissions === 'redirect')
  const client = await findClient()
  let refreshToken = credentials.refreshToken

  async function findClient(): Promise<ClientCredentials | undefined> {
    if (!target.isSandbox) return credentials.client
    const candidate = credentials.client ?? { client_id: 'sandbox', client_secret: 'sandbox-secret' }
    const form = { ...candidate, grant_type: 'refresh_token', refresh_token: 'unknown' }
    return (await target.call('/oauth/token', { form })).status === 401 ? undefined : candidate
  }

  function sandboxOnly(reason: string): void {
    if (!target.isSandbox) throw new SkippedError(reason)
  }

  function requireChangesAllowed(): void {
    if (!target.isSandbox && !allowChanges) throw new SkippedError('changes data; pass --allow-changes to allow it')
  }

  function findAccount(kind: AccountKind): SandboxAccount | undefined {
    if (kind === 'redirect' || kind === 'foreign') return ordinaryAccounts[0]
    return kind === 'other' ? ordinaryAccounts[1] : accounts.find(({ permissions }) => permissions === kind)
  }

  async function freshTokens(name: string, dataCenter = target.dataCenter): Promise<Tokens> {
    return (await target.control('tokens', { account: name, data_center: dataCenter })) as Tokens
  }

  async function tokens(kind: AccountKind = 'redirect'): Promise<Tokens> {
    if (!target.isSandbox) {
      const token = credentials.tokens[kind]
      if (token === undefined) throw new SkippedError(`needs ${ACCOUNT_VARIABLES[kind][0]}`)
      return { access_token: token, ...(kind === 'redirect' && refreshToken && { refresh_token: refreshToken }) }
    }
    const account = findAccount(kind)
    const dataCenter =
      kind === 'foreign' ? Object.keys(account?.subs ?? {}).find((id) => id !== target.dataCenter) : target.dataCenter
    if (account === undefined || dataCenter === undefined)
      throw new SkippedError(`the emulator has no account of the kind ${kind}`)
    return freshTokens(account.name, dataCenter)
  }

  async function calendars(token: string): Promise<readonly Calendar[]> {
    const list = getPath((await target.call('/v1/calendars', { token })).json, 'calendars')
    if (!Array.isArray(list)) throw new SkippedError('cannot read the calendars')
    return list as readonly Calendar[]
  }

  async function accountWith(need: string, predicate: (found: readonly Calendar[]) => boolean) {
    for (const name of target.isSandbox ? ordinaryAccounts.map((account) => account.name) : ['']) {
      const { access_token: token } = target.isSandbox ? await freshTokens(name) : await tokens()
      const found = await calendars(token)
      if (predicate(found)) return { token, calendars: found }
    }
    throw new SkippedError(`needs an account with ${need}`)
  }

  async function requestPermissions(token: string, ids: readonly string[], to = redirectUri): Promise<TargetResponse> {
    requireChangesAllowed()
    return target.call('/v1/permissions', { token, json: permissionsFor(ids, to) })
  }

  function authorizeUrl(changes: Readonly<Record<string, string | undefined>>): string {
    const query = {
      response_type: 'code',
      client_id: requireClient().client_id,
      redirect_uri: redirectUri,
      scope: 'read_write',
      state: 'conformance',
      ...changes,
    }
    const defined = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
    return `/oauth/authorize?${new URLSearchParams(defined)}`
  }

  function requireClient(): ClientCredentials {
    if (client !== undefined) return client
    throw new SkippedError('needs CONFORMANCE_CLIENT_ID and CONFORMANCE_CLIENT_SECRET')
  }

  const signIn: TestEnv['signIn'] = async (form, changes = {}, headers = {}) => {
    sandboxOnly('needs a user at the authorize page')
    return target.fetchPage(authorizeUrl(changes), { form, headers })
  }

  async function withBehaviors(changes: object, run: () => Promise<void>): Promise<void> {
    const before = (await target.control('behaviors')) as object
    await target.control('behaviors', { ...before, ...changes }, 'PUT')
    try {
      await run()
    } finally {
      await target.control('behaviors', before, 'PUT')
    }
  }

  async function code(scope = 'read_write'): Promise<string> {
    const account = findAccount('redirect')?.name ?? ''
    const response = await signIn({ account }, { scope })
    const location = response.headers.get('location') ?? ''
    const found = URL.canParse(location) ? new URL(location).searchParams.get('code') : null
    if (found === null) throw new SkippedError(`received no code: ${describeResponse(response)}`)
    return found
  }

  function codeGrantForm(code: string) {
    return { ...requireClient(), grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  }

  return {
    ...target,
    redirectUri,
    requireChangesAllowed,
    sandboxOnly,
    client: requireClient,
    otherClient() {
      if (credentials.otherClient !== undefined) return credentials.otherClient
      throw new SkippedError('needs CONFORMANCE_OTHER_CLIENT_ID and CONFORMANCE_OTHER_CLIENT_SECRET')
    },
    tokens,
    token: async (kind) => (await tokens(kind)).access_token,
    accountWith,
    async requestableCalendars(count) {
      const { token, calendars: found } = await accountWith(
        `${count} calendars that can be requested`,
        (list) => list.filter(isRequestable).length >= count,
      )
      return {
        token,
        ids: found
          .filter(isRequestable)
          .slice(0, count)
          .map(({ calendar_id }) => calendar_id),
      }
    },
    calendars,
    permissionLevel: async (token, id) =>
      (await calendars(token)).find(({ calendar_id }) => calendar_id === id)?.permission_level,
    requestPermissions,
    async accessPageUrl(token, ids) {
      const response = await requestPermissions(token, ids)
      const url = getPath(response.json, 'permissions_request', 'url')
      if (typeof url !== 'string') throw new SkippedError(`received no access page: ${describeResponse(response)}`)
      return url
    },
    async decide(url, decision, ids = []) {
      sandboxOnly('needs a user at the access page')
      const calendarFields = ids.map((id): [string, string] => ['calendar_id', id])
      return target.fetchPage(url, { form: [['decision', decision], ...calendarFields] } satisfies CallOptions)
    },
    authorize: async (changes = {}) => target.fetchPage(authorizeUrl(changes)),
    signIn,
    withBehaviors,
    code,
    codeGrantForm,
    async tokenWithScope(scope) {
      const response = await target.call('/oauth/token', { form: codeGrantForm(await code(scope)) })
      const token = getPath(response.json, 'access_token')
      if (typeof token !== 'string') throw new SkippedError(`received no token: ${describeResponse(response)}`)
      return token
    },
    async refresh(as = 'form') {
      requireChangesAllowed()
      const before = await tokens()
      if (before.refresh_token === undefined) throw new SkippedError('needs CONFORMANCE_REFRESH_TOKEN')
      const body = { ...requireClient(), grant_type: 'refresh_token', refresh_token: before.refresh_token }
      const response = await target.call('/oauth/token', as === 'form' ? { form: body } : { json: body })
      const renewed = getPath(response.json, 'refresh_token')
      if (typeof renewed === 'string') refreshToken = renewed
      return { before, response }
    },
    async advanceClock(seconds) {
      sandboxOnly('needs a clock that can be advanced')
      await target.control('clock', { advance_seconds: seconds })
    },
  }
}
