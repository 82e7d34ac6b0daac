/**
 * The worker to deploy: {@link createFetchHandler} reads its configuration from the environment, {@link createWorker}
 * takes it as an option.
 *
 * @module worker
 */
export type { ClientOptions } from '../../src/client/client.ts'
export type { TransportOptions } from '../../src/client/types.ts'
export type { DataCenter } from '../../src/data-centers.ts'
export type { ErrorCode, ErrorStatus, HttpErrorCode } from '../../src/error-codes.ts'
export { ConfigurationError } from '../../src/errors.ts'
export type { PermissionEvent } from '../../src/flow/events.ts'
export type { Outcome, OutcomeStatus } from '../../src/flow/outcome.ts'
export { type FieldErrors, HttpError } from '../../src/handler/errors/http-error.ts'
export type { PublicError } from '../../src/handler/errors/public-error.ts'
export type { OAuthApplication, Tokens } from '../../src/oauth.ts'
export type { KeyRing } from '../../src/sealing/key-ring.ts'
export type { BaseWorkerOptions } from './base-worker.ts'
export type { ApiKey } from './config/api-keys.ts'
export type { Brand } from './config/brand.ts'
export { type Config, type Environment, readConfig } from './config/config.ts'
export type { RequestContext, RequestEnv } from './http/request-context.ts'
export type { OnContextEvent } from './http/steps.ts'
export type { LocaleTable } from './i18n/create-locales.ts'
export type { Locale } from './i18n/language.ts'
export type {
  AccessKind,
  DeepPartial,
  ErrorCategory,
  ErrorMessages,
  Messages,
  PartialMessages,
  TitledText,
} from './i18n/messages.ts'
export type { FetchHandler, LazyHandlerOptions } from './lazy.ts'
export type { OnContextError } from './operations/report-errors.ts'
export { renderLayout } from './pages/layout.ts'
export type { Markup } from './pages/parts/markup.ts'
export type { PageStatus } from './pages/parts/status-mark.ts'
export type {
  CalendarListAction,
  CalendarResult,
  CalendarsPageProps,
  HomePageProps,
  MessagePageProps,
  OutcomePageProps,
  PageAccount,
  PageAction,
  PageProps,
  ProfileGroup,
  SelectableCalendar,
  Template,
  Templates,
  VerifyingPageProps,
  WizardStep,
} from './pages/view-models.ts'
export type { PresentationOptions } from './presentation/presentation.ts'
export type { ConnectHooks, HookAccount, HookOutcome, HookTokens } from './session/hooks.ts'
export { createFetchHandler, createWorker, type FetchHandlerOptions, type WorkerOptions } from './worker.ts'
