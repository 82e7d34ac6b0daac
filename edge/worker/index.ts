/**
 * The flow for Hono: {@link extendedPermissions} to mount in an app of one's own, {@link createWorker} to deploy as
 * it is.
 *
 * @module
 */
export { createWorker, type WorkerOptions } from './app.ts'
export type { Brand } from './brand.ts'
export { type Config, type Environment, readConfig } from './config.ts'
export { ConfigurationError } from './configuration-error.ts'
export type { Failure, WorkerErrorCode } from './failure.ts'
export { createLazyWorker, type LazyWorkerOptions } from './lazy.ts'
export { english } from './pages/english.ts'
export { renderFrame } from './pages/frame.ts'
export { german } from './pages/german.ts'
export type { Language } from './pages/language.ts'
export type { Markup } from './pages/markup.ts'
export type { Access, FailureKind, SomeTexts, Texts, Words } from './pages/texts.ts'
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
} from './pages/views.ts'
export { type ExtendedPermissionsOptions, extendedPermissions, type RenderError } from './permissions.ts'
export type { OnRequestEvent } from './step.ts'
export type { AccountQuestion } from './with-account.ts'
