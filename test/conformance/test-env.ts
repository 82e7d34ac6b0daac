/**
 * What probes stand on: accounts, tokens, calendars, pages. A sandbox gives fresh ones; elsewhere there are those of the
 * environment, and what is not there is not tried.
 *
 * @module
 */
import { describeResponse, getPath } from './assertions.ts'
import { ACCOUNT_VARIABLES, type AccountKind, type ClientCredentials, type ConformanceOptions } from './options.ts'
import { SkippedError } from './probe-result.ts'
import { type CallOptions, readAccounts, type SandboxAccount, type Target, type TargetResponse } from './target.ts'

/** A calendar as far as probes look at it. */
export interface Calendar {
  readonly calendar_id: string
  readonly calendar_readonly?: boolean
  readonly calendar_deleted?: boolean
  readonly permission_level?: string
}

/** Tokens of an account. Only a sandbox gives a refresh token with each. */
export interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly sub?: string
}

/** What a probe can do. Everything throws NotTried where the target or the credentials do not allow it. */
export interface TestEnv extends Target {
  readonly redirectUri: string
  /** Before anything that changes something at the provider. In a sandbox everything may be changed. */
  requireChangesAllowed(): void
  /** Where only a person could do it, but in a sandbox. */
  sandboxOnly(reason: string): void
  client(): ClientCredentials
  otherClient(): ClientCredentials
  /** Tokens of an account of that kind: fresh ones in a sandbox. */
  tokens(kind?: AccountKind): Promise<Tokens>
  token(kind?: AccountKind): Promise<string>
  /** A token of an ordinary account whose calendars are as needed, and these. */
  accountWith(
    need: string,
    predicate: (calendars: readonly Calendar[]) => boolean,
  ): Promise<{ readonly token: string; readonly calendars: readonly Calendar[] }>
  /** A token of an ordinary account, and so many of its calendars that nothing stands against. */
  requestableCalendars(count: number): Promise<{ readonly token: string; readonly ids: readonly string[] }>
  calendars(token: string): Promise<readonly Calendar[]>
  permissionLevel(token: string, calendarId: string): Promise<string | undefined>
  /** Asks for calendars. A change. */
  requestPermissions(token: string, ids: readonly string[], redirectUri?: string): Promise<TargetResponse>
  /** Asks, and answers the address of the access page. */
  accessPageUrl(token: string, ids: readonly string[]): Promise<string>
  /** Decides on the access page of a sandbox. */
  decide(url: string, decision: string, ids?: readonly string[]): Promise<TargetResponse>
  /** Opens the authorize page. */
  authorize(changes?: Readonly<Record<string, string | undefined>>): Promise<TargetResponse>
  /** Signs in on the authorize page of a sandbox, or refuses. */
  signIn(
    form: Readonly<Record<string, string>>,
    changes?: Readonly<Record<string, string | undefined>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<TargetResponse>
  /** Runs with other behaviors of a sandbox, and restores them. */
  withBehaviors(changes: object, run: () => Promise<void>): Promise<void>
  /** A code from there, for `read_write` unless another scope is given. */
  code(scope?: string): Promise<string>
  /** An access token with this scope, of an ordinary account. */
  tokenWithScope(scope: string): Promise<string>
  /** The body that exchanges a code. */
  codeGrantForm(code: string): Readonly<Record<string, string>>
  /** Refreshes, sent as a form or as JSON. A change: the refresh token may be another one then. */
  refresh(as?: 'form' | 'json'): Promise<{ readonly before: Tokens; readonly response: TargetResponse }>
  /** Pushes the clock of a sandbox. */
  advanceClock(seconds: number): Promise<void>
}

/** A body that asks for calendars. */
export function permissionsFor(ids: readonly string[], redirectUri: string, level = 'unrestricted'): object {
  return {
    permissions: ids.map((calendar_id) => ({ calendar_id, permission_level: level })),
    redirect_uri: redirectUri,
  }
}

/** Whether unrestricted access to it can be asked for, as far as is known. */
export function isRequestable({ calendar_readonly, calendar_deleted, permission_level }: Calendar): boolean {
  return calendar_readonly !== true && calendar_deleted !== true && permission_level !== 'unrestricted'
}

/** Sets the stage. */
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
    if (!target.isSandbox && !allowChanges) throw new SkippedError('changes something: --allow-changes allows it')
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
      throw new SkippedError(`the sandbox has no such account: ${kind}`)
    return freshTokens(account.name, dataCenter)
  }

  async function calendars(token: string): Promise<readonly Calendar[]> {
    const list = getPath((await target.call('/v1/calendars', { token })).json, 'calendars')
    if (!Array.isArray(list)) throw new SkippedError('the calendars cannot be read')
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
    sandboxOnly('needs a person at the authorize page')
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
    if (found === null) throw new SkippedError(`no code to try: ${describeResponse(response)}`)
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
        `${count} calendars that can be asked for`,
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
      if (typeof url !== 'string') throw new SkippedError(`no access page to look at: ${describeResponse(response)}`)
      return url
    },
    async decide(url, decision, ids = []) {
      sandboxOnly('needs a person at the access page')
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
      if (typeof token !== 'string') throw new SkippedError(`no token to try: ${describeResponse(response)}`)
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
      sandboxOnly('needs a clock that can be pushed')
      await target.control('clock', { advance_seconds: seconds })
    },
  }
}
