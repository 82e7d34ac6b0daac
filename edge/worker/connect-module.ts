/**
 * OAuth with Cronofy as a Hono app to mount: {@link cronofyConnect}.
 *
 * @module
 */
import type { Context, Env } from 'hono'
import { Hono } from 'hono/tiny'
import { type ConnectHandlerOptions, createConnectHandler } from '../../src/handler/connect/connect-handler.ts'
import { toHonoErrorHook, toHonoRoute } from './http/handler-route.ts'
import type { LocaleTable } from './i18n/create-locales.ts'
import { createPageTexts } from './presentation/page-texts.ts'

/** Options of {@link cronofyConnect}: those of `createConnectHandler` with Hono's context, and languages. */
export interface CronofyConnectOptions<E extends Env = Env>
  extends Omit<ConnectHandlerOptions<Context<E>>, 'pageTexts'> {
  /**
   * The languages of the default error page besides English, such as `{ de }` from `cronofy-extended-permissions/locales/de`.
   * @default English only
   */
  locales?: LocaleTable
}

/**
 * Creates the app to mount: `GET …/connect/{data center}` and `GET …/callback/{data center}`, as `createConnectHandler`
 * describes them. The hooks receive Hono's context. Its type, `E`, is inferred as in `extendedPermissions`.
 *
 * @throws {ConfigurationError} if `applications`, `baseUrl`, `allowedReturnUrls`, or `locales` is invalid
 * @example
 * ```ts
 * app.route('/cronofy', cronofyConnect({
 *   applications: [{ dataCenter: 'us', clientId, clientSecret }],
 *   keys: createKeyRing([sealingKey]),
 *   baseUrl: 'https://app.example.com/cronofy',
 *   getSubject: (c) => userIdOf(c),
 *   allowedReturnUrls: ['https://app.example.com/settings'],
 *   onConnected: (c, { subject, dataCenter, tokens }) => saveTokens(subject, dataCenter, tokens),
 * }))
 * ```
 */
export function cronofyConnect<E extends Env = Env>(options: CronofyConnectOptions<E>): Hono<E> {
  const { locales, ...handlerOptions } = options
  const handler = createConnectHandler<Context<E>>({
    ...handlerOptions,
    onError: toHonoErrorHook(options.onError),
    pageTexts: createPageTexts({ locales }),
  })
  const route = toHonoRoute(handler)
  return new Hono<E>().all('/connect/:dataCenter', route).all('/callback/:dataCenter', route)
}
