/**
 * An application of the soak: the connect app, which mounts the module, or an application whose backend calls the service. Only
 * the application differs between the modes of the soak.
 *
 * @module
 */

import type { TestBrowser } from '../helpers/test-browser.ts'
import type { Audience } from './leaks.ts'
import type { CalendarOption } from './page-parsers.ts'
import type { Plan } from './plan.ts'
import type { SandboxControl } from './sandbox-control.ts'
import type { OutcomeResult, StepResult } from './step-result.ts'
import type { WorkerName } from './worker-keys.ts'
import type { Secrets } from './workers.ts'

/** An application, as one user uses it. */
export interface Application {
  /** Before an account is linked, tries a detour that must not connect one. @throws FlowStopped if it ends differently */
  tryDetour?(): Promise<void>
  /** Links an account. @throws FlowStopped if that fails */
  connect(account: string): Promise<void>
  /** Lists the calendars that can be requested. @throws FlowStopped if they cannot be listed */
  listCalendars(): Promise<readonly CalendarOption[]>
  /** Requests access to some of the calendars that were listed last. */
  begin(ids: readonly string[]): Promise<StepResult>
  /** Cancels on the page where users choose calendars. */
  cancel?(): Promise<StepResult>
  /**
   * The user opens the return URL.
   *
   * @param claim A forged rejection, added to the URL from which the application would read it.
   */
  openReturnUrl(url: string, claim?: 'access_denied'): Promise<StepResult>
  /** Completes the last request without the user. Returns undefined if the application did not store it. */
  completeWithoutUser(): Promise<StepResult | undefined>
  /** The user opens the outcome. */
  viewOutcome(outcome: OutcomeResult): Promise<StepResult>
  /** Uses or revokes the tokens at the end of the flow. @throws FlowStopped if the tokens do not work as they must */
  end?(): Promise<void>
}

/** The environment of an application. */
export interface ApplicationContext {
  readonly plan: Plan
  /** The user's browser. */
  readonly browser: TestBrowser
  readonly sandboxUrl: string
  readonly secrets: Secrets
  readonly sandbox: SandboxControl
  /** Opens the browser of another user. */
  openBrowser(): TestBrowser
  /** Returns the worker that responds now, and its URL. */
  worker(): { readonly name: WorkerName; readonly url: string }
  /** Makes another worker respond from now on. */
  useWorker(worker: WorkerName): void
  /** Receives every response of the worker that no browser sees. */
  readonly inspect: (response: string, audience: Audience) => void
  /** Receives every result that is not the last one of its step. */
  readonly onIntermediateResult: (result: StepResult) => void
  /** Receives every connection that belongs to another user than the one who began it, and every code used for one. */
  readonly onWrongConnection: (description: string) => void
}
