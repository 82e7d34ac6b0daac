/**
 * The browser's part of a connection: from the link to Cronofy's sign-in, and back to the backend with a sealed code. It
 * makes no call to Cronofy.
 *
 * @module
 */
import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import { internalsOf } from '../../../../src/client/internals.ts'
import type { DataCenter } from '../../../../src/data-centers.ts'
import { AuthorizationError } from '../../../../src/errors.ts'
import { createAttempts, expiredAttemptError, type OpenedAttempt } from '../../../../src/handler/connect/attempts.ts'
import { asError, toPublicError } from '../../../../src/handler/errors/public-error.ts'
import { isPrefetch } from '../../../../src/handler/http/prefetch.ts'
import { type ResultParams, withResultParams } from '../../../../src/handler/return-allowlist.ts'
import { createAuthorizeUrl, validateCallback } from '../../../../src/oauth.ts'
import { createPkce } from '../../../../src/oauth-values.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import { setCookies } from '../../http/steps.ts'
import { describeDataCenters } from '../../presentation/data-centers.ts'
import { requireApplication, type ServiceContext, type ServiceEnv, setReturnTo } from '../context.ts'
import { type ConnectionLink, createConnectionLinks } from './link.ts'
import { createSealedConnections } from './sealed-connection.ts'

/** Cronofy documents 32 characters. The sealed code must fit into a URL of 2,000. */
const MAX_CODE_LENGTH = 512

export function createConnectionSignIn(context: ServiceContext): Hono<ServiceEnv> {
  const { keys, origin, client, applications, scope, avoidLinking, pkce, pageRenderer } = context
  const { now, sandboxUrl } = internalsOf(client)
  const links = createConnectionLinks(context)
  const sealedConnections = createSealedConnections(context)
  const attempts = createAttempts({ keys, baseUrl: `${origin}/connections`, now })

  async function openLink(c: Context<ServiceEnv>): Promise<ConnectionLink> {
    const link = await links.open(c.req.query('link') ?? '')
    setReturnTo(c, context, link.returnTo)
    c.get('requestContext').flow = link.connectionId
    return link
  }

  async function beginSignIn(c: Context<ServiceEnv>, link: ConnectionLink, dataCenter: DataCenter): Promise<Response> {
    const application = requireApplication(applications, dataCenter)
    c.get('requestContext').dataCenter = dataCenter
    const { connectionId, subject, returnTo, providerName, locale, linkToken } = link
    const { codeVerifier, codeChallenge } = pkce ? await createPkce() : {}
    const attempt = { dataCenter, codeVerifier, returnTo, subject, connectionId }
    const { state, cookies } = await attempts.begin(c.req.raw, attempt)
    setCookies(c, cookies)
    const url = createAuthorizeUrl(client, application, {
      redirectUri: `${origin}${SERVICE_PATHS.connectionCallback}/${dataCenter}`,
      scope,
      state,
      codeChallenge,
      providerName,
      locale,
      linkToken,
      // A link token asks Cronofy to link accounts, so it probably contradicts `avoid_linking` (guess).
      avoidLinking: linkToken === undefined ? avoidLinking : undefined,
    })
    return c.redirect(url, 303)
  }

  async function chooseDataCenter(c: Context<ServiceEnv>, link: ConnectionLink): Promise<Response> {
    const { messages, tag } = pageRenderer.localeOf(c)
    const query = new URLSearchParams({ link: c.req.query('link') ?? '' })
    return pageRenderer.render(c, 'home', {
      title: messages.home.connect,
      dataCenters: describeDataCenters([...applications.keys()], {
        locale: tag,
        sandboxUrl,
        lastUsed: undefined,
        hrefOf: (id) => `${SERVICE_PATHS.connectionStart}/${id}?${query}`,
      }),
      continueUrl: undefined,
      backUrl: withResultParams(setReturnTo(c, context, link.returnTo), {
        connection_error: 'canceled',
        connection_id: link.connectionId,
      }),
    })
  }

  /**
   * The parameters with which a callback leads back to the backend. The attempt's cookie stays until it expires, so that a
   * callback that is loaded twice leads to the same place.
   */
  async function resultOf(c: Context<ServiceEnv>, attempt: OpenedAttempt): Promise<ResultParams> {
    const { connectionId = '', subject = '', dataCenter, codeVerifier, state } = attempt
    const url = new URL(c.req.url)
    try {
      if (attempt.status === 'expired') throw expiredAttemptError(url)
      const code = validateCallback(client, requireApplication(applications, dataCenter), { url, state }).get('code')
      if (code === null || code.length > MAX_CODE_LENGTH) {
        throw new AuthorizationError('invalid_authorization_response', 'The code is too long.')
      }
      const sealed = await sealedConnections.seal({ connectionId, subject, dataCenter, code, codeVerifier })
      return { sealed_connection: sealed, connection_id: connectionId }
    } catch (error) {
      c.error = asError(error)
      return { connection_error: toPublicError(error).code, connection_id: connectionId }
    }
  }

  return new Hono<ServiceEnv>()
    .get(SERVICE_PATHS.connectionStart, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const link = await openLink(c)
      const [only] = applications.keys()
      const dataCenter = link.dataCenter ?? (applications.size === 1 ? only : undefined)
      return dataCenter === undefined ? chooseDataCenter(c, link) : beginSignIn(c, link, dataCenter)
    })
    .get(`${SERVICE_PATHS.connectionStart}/:dataCenter`, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const link = await openLink(c)
      return beginSignIn(c, link, link.dataCenter ?? (c.req.param('dataCenter') as DataCenter))
    })
    .get(`${SERVICE_PATHS.connectionCallback}/:dataCenter`, async (c) => {
      if (isPrefetch(c.req.raw)) return c.body(null, 204)
      const { dataCenter } = requireApplication(applications, c.req.param('dataCenter') as DataCenter)
      const attempt = await attempts.open(c.req.raw, dataCenter)
      const target = setReturnTo(c, context, attempt.returnTo)
      Object.assign(c.get('requestContext'), { dataCenter, flow: attempt.connectionId })
      return c.redirect(withResultParams(target, await resultOf(c, attempt)), 303)
    })
}
