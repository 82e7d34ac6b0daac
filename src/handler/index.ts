/**
 * The flow and OAuth as functions from `Request` to `Response`, for any framework.
 *
 * @example
 * ```ts
 * import { createKeyRing } from 'cronofy-extended-permissions'
 * import { createConnectHandler, createPermissionHandler } from 'cronofy-extended-permissions/handler'
 *
 * const keys = createKeyRing([sealingKey])
 * const allowedReturnUrls = ['https://app.example.com/settings']
 * const connect = createConnectHandler({
 *   applications,
 *   keys,
 *   baseUrl: 'https://app.example.com/cronofy',
 *   getSubject: (session: Session | undefined) => session?.userId ?? null,
 *   allowedReturnUrls,
 *   onConnected: (session, { subject, dataCenter, tokens }) => saveTokens(subject, dataCenter, tokens),
 * })
 * const permissions = createPermissionHandler({
 *   redirectUri: 'https://app.example.com/permissions/return',
 *   keys,
 *   getAccount: (session: Session | undefined) => accountOfUser(session),
 *   allowedReturnUrls,
 *   onOutcome: (session, outcome) => record(outcome),
 * })
 *
 * // In a catch-all route. The second argument is what the hooks receive.
 * const session = await readSession(request)
 * const handler = new URL(request.url).pathname.startsWith('/cronofy/') ? connect : permissions
 * const response = await handler.fetch(request, session)
 * ```
 *
 * If your hooks read the session themselves, for example with `cookies()` of Next.js, call `handler.fetch(request)` without a second
 * argument.
 *
 * Next.js and SvelteKit load route modules during a build. Secrets are missing then, so the functions above would throw. Create the
 * handlers in a separate module, and load it when a request arrives: `const { connect } = await import('./cronofy')`.
 *
 * @module handler
 */
export type { ErrorCode } from '../error-codes.ts'
export {
  type ConnectHandler,
  type ConnectHandlerOptions,
  type Connection,
  createConnectHandler,
} from './connect/connect-handler.ts'
export type { ErrorCategory, TitledText } from './errors/error-messages.ts'
export type { ErrorLinks, PageTexts } from './errors/error-page.ts'
export { type FieldErrors, HttpError } from './errors/http-error.ts'
export type { PublicError } from './errors/public-error.ts'
export type { HandlerHooks, RenderError } from './exchange.ts'
export { type NodeRequest, type NodeResponse, sendResponse, toRequest } from './http/to-request.ts'
export type { StartErrorResponse, StartResponse } from './permission/continue.ts'
export type { PermissionHandlerOptions, StartedRequest } from './permission/options.ts'
export { createPermissionHandler, type PermissionHandler } from './permission/permission-handler.ts'
export type { FoundAccount, GetAccount, GetAccountOptions } from './with-account.ts'
