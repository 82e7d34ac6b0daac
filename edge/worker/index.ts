/**
 * The worker to deploy: {@link createFetchHandler} reads its configuration from the environment, {@link createWorker}
 * takes it as an option.
 *
 * @module
 */

export type { HttpErrorCode } from '../../src/error-codes.ts'
export { ConfigurationError } from '../../src/errors.ts'
export type { Brand } from './config/brand.ts'
export { type Config, type Environment, readConfig } from './config/config.ts'
export type { PublicError } from './errors/error-status.ts'
export { type FieldErrors, HttpError } from './errors/http-error.ts'
export type { OnContextEvent } from './flow/step-options.ts'
export type { LocaleTable } from './i18n/create-locales.ts'
export type { Locale } from './i18n/language.ts'
export type { AccessKind, ErrorCategory, Messages, PartialMessages, TitledText } from './i18n/messages.ts'
export { createFetchHandler, type FetchHandlerOptions } from './lazy.ts'
export { renderLayout } from './pages/layout.ts'
export type { Markup } from './pages/parts/markup.ts'
export type {
  CalendarListAction,
  CalendarResult,
  CalendarsPageProps,
  HomePageProps,
  MessagePageProps,
  OutcomePageProps,
  PageAction,
  PageProps,
  ProfileGroup,
  SelectableCalendar,
  Template,
  Templates,
  VerifyingPageProps,
  WizardStep,
} from './pages/view-models.ts'
export { createWorker, type WorkerOptions } from './worker.ts'
