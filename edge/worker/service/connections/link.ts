/**
 * The link at which a user connects. It is a secret for ten minutes: a person who opens it can connect an account in the
 * name of its subject, which the user then has to confirm at the backend (T33).
 *
 * @module
 */
import { internalsOf } from '../../../../src/client/internals.ts'
import { type DataCenter, isDataCenter } from '../../../../src/data-centers.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import type { AuthorizeParameters } from '../../../../src/oauth.ts'
import { type Claims, sealClaims, unsealClaims } from '../../../../src/sealing/claims.ts'
import { findSeal } from '../../../../src/sealing/seal.ts'
import { SERVICE_PATHS } from '../../http/paths.ts'
import type { ServiceContext } from '../context.ts'
import { ExpiredLink } from '../expired-link.ts'

/** As long as the sign-in that it begins. */
const TTL_SECONDS = 600

/** What a link says. */
export interface ConnectionLink extends AuthorizeParameters {
  readonly connectionId: string
  readonly subject: string
  readonly returnTo: string
  /** Undefined if the user has to choose. */
  readonly dataCenter: DataCenter | undefined
}

/** Creates and opens links. */
export interface ConnectionLinks {
  create(link: ConnectionLink): Promise<{ url: string; expiresAt: string }>
  /** @throws {HttpError} `invalid_link`, `expired_link` */
  open(sealed: string): Promise<ConnectionLink>
}

export function createConnectionLinks({ keys, origin, client }: ServiceContext): ConnectionLinks {
  const { now } = internalsOf(client)
  const binding = { purpose: 'connection-link', audience: origin }
  return {
    async create(link) {
      const nowMs = now()
      const sealed = await sealClaims(keys, toClaims(link), { ...binding, nowMs, ttlSeconds: TTL_SECONDS })
      return {
        url: `${origin}${SERVICE_PATHS.connectionStart}?link=${sealed}`,
        expiresAt: new Date((Math.floor(nowMs / 1000) + TTL_SECONDS) * 1000).toISOString(),
      }
    },
    async open(sealed) {
      const opened = await unsealClaims(keys, findSeal(sealed)?.sealed ?? '', { ...binding, nowMs: now() })
      const link = opened.status === 'invalid' ? undefined : toLink(opened.claims)
      if (link === undefined) throw new HttpError('invalid_link', 'The link is incomplete, or was changed.')
      if (opened.status === 'expired') throw new ExpiredLink(link.returnTo)
      return link
    },
  }
}

function toClaims(link: ConnectionLink): Claims {
  const { connectionId, subject, returnTo, dataCenter, providerName, locale, linkToken } = link
  const claims = {
    id: connectionId,
    sub: subject,
    to: returnTo,
    dc: dataCenter,
    pn: providerName,
    lc: locale,
    lt: linkToken,
  }
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}

function toLink(claims: Claims): ConnectionLink | undefined {
  const { sub: subject, id: connectionId, to: returnTo, dc: dataCenter } = claims
  if (typeof connectionId !== 'string' || typeof subject !== 'string' || typeof returnTo !== 'string') return undefined
  return {
    connectionId,
    subject,
    returnTo,
    dataCenter: isDataCenter(dataCenter) ? dataCenter : undefined,
    providerName: stringOf(claims['pn']),
    locale: stringOf(claims['lc']),
    linkToken: stringOf(claims['lt']),
  }
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
