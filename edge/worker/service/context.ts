import type { Context } from 'hono'
import type { Client } from '../../../src/client/types.ts'
import type { DataCenter } from '../../../src/data-centers.ts'
import { HttpError } from '../../../src/handler/errors/http-error.ts'
import type { ReturnUrlAllowlist } from '../../../src/handler/return-allowlist.ts'
import type { OAuthApplication } from '../../../src/oauth.ts'
import type { KeyRing } from '../../../src/sealing/key-ring.ts'
import type { RequestEnv } from '../http/request-context.ts'
import type { OnContextEvent } from '../http/steps.ts'
import type { PageRenderer } from '../presentation/page-renderer.ts'

/** What the handlers of one request share. */
export interface ServiceEnv {
  Variables: RequestEnv['Variables'] & {
    /** Where the user's flow ends, once it is known. */
    returnTo?: URL
  }
}

/** What the routes of the service share. */
export interface ServiceContext {
  readonly keys: KeyRing
  /** The worker's origin, as a browser sees it. */
  readonly origin: string
  readonly client: Client
  /** The application's credentials by data center. Connections need at least one. */
  readonly applications: ReadonlyMap<DataCenter, OAuthApplication>
  readonly scope: string
  readonly avoidLinking: boolean
  readonly pkce: boolean
  readonly allowlist: ReturnUrlAllowlist
  /** The origins to which a form of the service may lead in the end. */
  readonly formActionOrigins: readonly string[]
  readonly onEvent?: OnContextEvent | undefined
  readonly pageRenderer: PageRenderer<ServiceEnv>
}

/** Returns the credentials of a data center. @throws {HttpError} `data_center_not_configured` */
export function requireApplication(
  applications: ReadonlyMap<DataCenter, OAuthApplication>,
  dataCenter: DataCenter,
): OAuthApplication {
  const application = applications.get(dataCenter)
  if (application !== undefined) return application
  throw notConfigured(applications, `the data center "${dataCenter}"`)
}

/** The error for a data center without credentials. It names those that have some. */
export function notConfigured(applications: ReadonlyMap<DataCenter, OAuthApplication>, what: string): HttpError {
  const available = [...applications.keys()].join(', ')
  return new HttpError(
    'data_center_not_configured',
    `This worker has no credentials for ${what}.${available === '' ? '' : ` It has them for ${available}.`}`,
  )
}

/** Remembers where the user's flow ends, so that an error page can link there. */
export function setReturnTo(c: Context<ServiceEnv>, { allowlist }: ServiceContext, returnTo: string | undefined): URL {
  // Checked again, because ALLOWED_RETURN_URLS may have become shorter since the URL was sealed.
  const target = allowlist.resolve(returnTo ?? '') ?? allowlist.defaultUrl
  c.set('returnTo', target)
  return target
}
