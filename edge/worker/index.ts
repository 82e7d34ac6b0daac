/**
 * The flow for Hono: {@link extendedPermissions} to mount in an app of one's own, {@link createWorker} to deploy as
 * it is.
 *
 * @module
 */

export type { Brand } from './config/brand.ts'
export { type Config, type Environment, readConfig } from './config/config.ts'
export { ConfigurationError } from './errors/configuration-error.ts'
export type { Failure, WorkerErrorCode } from './errors/error-status.ts'
export type { OnRequestEvent } from './flow/step-options.ts'
export type { AccountQuestion } from './flow/with-account.ts'
export { german } from './i18n/de.ts'
export { english } from './i18n/en.ts'
export type { Language } from './i18n/language.ts'
export type { Access, FailureKind, SomeTexts, Texts, Words } from './i18n/messages.ts'
export { createLazyWorker, type LazyWorkerOptions } from './lazy.ts'
export { type ExtendedPermissionsOptions, extendedPermissions, type RenderError } from './module.ts'
export { renderFrame } from './pages/layout.ts'
export type { Markup } from './pages/parts/markup.ts'
export type {
  Action,
  CalendarAccess,
  CalendarChoice,
  CalendarsView,
  HomeView,
  MessageView,
  OutcomeView,
  Pages,
  Press,
  Profile,
  Render,
  Step,
  VerifyingView,
  View,
} from './pages/view-models.ts'
export { createWorker, type WorkerOptions } from './worker.ts'
