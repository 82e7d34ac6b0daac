/**
 * The flow as a Hono app to mount: {@link extendedPermissions}.
 *
 * @module hono
 */
import type { Context, Env } from 'hono'
import { Hono } from 'hono/tiny'
import type { PermissionHandlerOptions } from '../../src/handler/permission/options.ts'
import { createPermissionHandler } from '../../src/handler/permission/permission-handler.ts'
import { toHonoErrorHook, toHonoRoute } from './http/handler-route.ts'
import type { LocaleTable } from './i18n/create-locales.ts'
import { createPageTexts } from './presentation/page-texts.ts'

export type { Account } from '../../src/account.ts'
export type { Client } from '../../src/client/types.ts'
export type { DataCenter } from '../../src/data-centers.ts'
export type { ErrorCode, ErrorStatus } from '../../src/error-codes.ts'
export type { PermissionEvent } from '../../src/flow/events.ts'
export type { CalendarPermission, Outcome, OutcomeStatus } from '../../src/flow/outcome.ts'
export type { Connection } from '../../src/handler/connect/connect-handler.ts'
export type { ErrorLinks, PageTexts } from '../../src/handler/errors/error-page.ts'
export type { PublicError } from '../../src/handler/errors/public-error.ts'
export type { RenderError } from '../../src/handler/exchange.ts'
export type { StartErrorResponse, StartResponse } from '../../src/handler/permission/continue.ts'
export type { StartedRequest } from '../../src/handler/permission/options.ts'
export type { FoundAccount, GetAccount, GetAccountOptions } from '../../src/handler/with-account.ts'
export type { KeyRing } from '../../src/sealing/key-ring.ts'
export { type CronofyConnectOptions, cronofyConnect } from './connect-module.ts'
export type { LocaleTable } from './i18n/create-locales.ts'
export type { Messages, PartialMessages } from './i18n/messages.ts'

/** Options of {@link extendedPermissions}: those of `createPermissionHandler` with Hono's context, and languages. */
export interface ExtendedPermissionsOptions<E extends Env = Env>
  extends Omit<PermissionHandlerOptions<Context<E>>, 'pageTexts'> {
  /**
   * The languages of the default error page besides English: texts by language code (BCP 47), such as `{ de }` from
   * `cronofy-extended-permissions/locales/de`. A text that a language lacks is shown in English.
   * @default English only
   */
  locales?: LocaleTable
}

/**
 * Creates the app to mount: `POST …/start` and `GET …/return`, as `createPermissionHandler` describes them. The hooks
 * receive Hono's context.
 *
 * The type of that context, `E`, is inferred from a hook that declares it: annotate the parameter
 * (`getAccount: (c: Context<AppEnv>) => …`) or pass a function that has it. Otherwise write
 * `extendedPermissions<AppEnv>({ … })`. Hono's `route` does not say which environment it mounts an app in, so
 * TypeScript cannot infer it from there.
 *
 * @throws {ConfigurationError} if `redirectUri`, `allowedReturnUrls`, or `locales` is invalid
 * @throws {InputError} `invalid_max_calendars`
 * @example
 * ```ts
 * app.route('/permissions', extendedPermissions({
 *   redirectUri: 'https://app.example.com/permissions/return',
 *   allowedReturnUrls: ['https://app.example.com/settings'],
 *   keys: createKeyRing([sealingKey]),
 *   getAccount: (c) => accountOf(c),
 *   onOutcome: (c, outcome) => record(outcome),
 * }))
 * ```
 */
export function extendedPermissions<E extends Env = Env>(options: ExtendedPermissionsOptions<E>): Hono<E> {
  const { locales, ...handlerOptions } = options
  const handler = createPermissionHandler<Context<E>>({
    ...handlerOptions,
    onError: toHonoErrorHook(options.onError),
    pageTexts: createPageTexts({ locales }),
  })
  const route = toHonoRoute(handler)
  // On these two routes only: mounted at `/`, the app shares every path with the application.
  return new Hono<E>().all('/start', route).all('/return', route)
}
