/**
 * What a browser carries from Cronofy's sign-in to the backend: the code, sealed. It becomes tokens only after the subject
 * was compared, in a call with an API key (T33).
 *
 * @module
 */
import { internalsOf } from '../../../../src/client/internals.ts'
import { type DataCenter, isDataCenter } from '../../../../src/data-centers.ts'
import { HttpError } from '../../../../src/handler/errors/http-error.ts'
import { sealClaims, unsealClaims } from '../../../../src/sealing/claims.ts'
import { findSeal } from '../../../../src/sealing/seal.ts'
import type { ServiceContext } from '../context.ts'

/** As long as Cronofy's code lives. */
const TTL_SECONDS = 600

/** A connection whose code is not exchanged yet. */
export interface PendingConnection {
  readonly connectionId: string
  readonly subject: string
  readonly dataCenter: DataCenter
  readonly code: string
  /** Undefined without PKCE. */
  readonly codeVerifier: string | undefined
}

/** Seals and unseals connections. */
export interface SealedConnections {
  seal(connection: PendingConnection): Promise<string>
  /** @throws {HttpError} `invalid_connection`, `expired_connection` */
  unseal(sealed: string): Promise<PendingConnection>
}

export function createSealedConnections({
  keys,
  origin,
  client,
}: Pick<ServiceContext, 'keys' | 'origin' | 'client'>): SealedConnections {
  const { now } = internalsOf(client)
  const binding = { purpose: 'connection', audience: origin }
  return {
    seal({ connectionId, subject, dataCenter, code, codeVerifier }) {
      const claims = {
        id: connectionId,
        sub: subject,
        dc: dataCenter,
        code,
        ...(codeVerifier !== undefined && { cv: codeVerifier }),
      }
      return sealClaims(keys, claims, { ...binding, nowMs: now(), ttlSeconds: TTL_SECONDS })
    },
    async unseal(sealed) {
      const opened = await unsealClaims(keys, findSeal(sealed)?.sealed ?? '', { ...binding, nowMs: now() })
      if (opened.status === 'invalid') throw invalid()
      const { sub: subject, id: connectionId, dc: dataCenter, code, cv: codeVerifier } = opened.claims
      if (typeof connectionId !== 'string' || typeof subject !== 'string') throw invalid()
      if (!isDataCenter(dataCenter) || typeof code !== 'string') throw invalid()
      if (opened.status === 'expired') throw new HttpError('expired_connection', 'The sealed connection has expired.')
      return {
        connectionId,
        subject,
        dataCenter,
        code,
        codeVerifier: typeof codeVerifier === 'string' ? codeVerifier : undefined,
      }
    },
  }
}

function invalid(): HttpError {
  return new HttpError('invalid_connection', 'The sealed connection was changed, or was not sealed with these keys.')
}
