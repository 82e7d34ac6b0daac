/**
 * The flow for Hono: {@link extendedPermissions} to mount in an app of one's own, {@link createWorker} to deploy as
 * it is.
 *
 * @module
 */
export { createWorker, type WorkerOptions } from './app.ts'
export { type Config, type Environment, readConfig } from './config.ts'
export { ConfigurationError } from './configuration-error.ts'
export type { Failure, WorkerErrorCode } from './failure.ts'
export { createLazyWorker, type LazyWorkerOptions } from './lazy.ts'
export { type ExtendedPermissionsOptions, extendedPermissions, type RenderError } from './permissions.ts'
export type { OnRequestEvent } from './step.ts'
export type { AccountQuestion } from './with-account.ts'
