/**
 * An application that people reach: the connect app, which has the module, or one of somebody's own, whose backend calls the
 * service and may let it connect people. It is all that differs between the ways through the worker.
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

/** An application, as one person uses it. */
export interface Application {
  /** Tries what must not connect an account, before one is linked. @throws Stopped where something has another end */
  tryDetour?(): Promise<void>
  /** Links an account. @throws Stopped where that fails */
  connect(account: string): Promise<void>
  /** What may be asked for. @throws Stopped where that cannot be found out */
  listCalendars(): Promise<readonly CalendarOption[]>
  /** Asks for calendars, of those that were offered last. */
  begin(ids: readonly string[]): Promise<StepResult>
  /** Asks for none, on the page where calendars are chosen. */
  cancel?(): Promise<StepResult>
  /**
   * The person opens the return address.
   *
   * @param claim A refusal that the person makes up, in whichever address the application reads it from.
   */
  openReturnUrl(url: string, claim?: 'access_denied'): Promise<StepResult>
  /** Completes what was begun last without the person; undefined where the application has not kept it. */
  completeWithoutUser(): Promise<StepResult | undefined>
  /** The person looks at what came of it. */
  viewOutcome(outcome: OutcomeResult): Promise<StepResult>
  /** What the backend does with the tokens in the end. @throws Stopped where they do not do what they have to */
  end?(): Promise<void>
}

/** What an application has around it. */
export interface ApplicationContext {
  readonly plan: Plan
  /** The person's. */
  readonly browser: TestBrowser
  readonly sandboxUrl: string
  readonly secrets: Secrets
  readonly sandbox: SandboxControl
  /** Opens the browser of somebody else. */
  openBrowser(): TestBrowser
  /** Which worker answers now, and where it listens. */
  worker(): { readonly name: WorkerName; readonly url: string }
  /** From here on another worker answers. */
  useWorker(worker: WorkerName): void
  /** Is given every answer of the worker that no browser sees. */
  readonly inspect: (response: string, audience: Audience) => void
  /** Is told of every word that is not the last of a step. */
  readonly onIntermediateResult: (result: StepResult) => void
  /** Is told of every connection that is not that of the person who began it, and of every code that was used for one. */
  readonly onWrongConnection: (description: string) => void
}
