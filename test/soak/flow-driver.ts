/**
 * Runs the steps of a flow, each with its faults, and reads the emulator's state after each step.
 *
 * @module
 */
import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { STRANGER } from './accounts.ts'
import type { Application, ApplicationContext } from './application.ts'
import { createBrowser } from './browser.ts'
import type { Step } from './fault-plan.ts'
import type { Audience } from './leaks.ts'
import { checkResult } from './oracle.ts'
import { type CalendarOption, requireRedirect } from './page-parsers.ts'
import type { Plan } from './plan.ts'
import type { SandboxControl, SandboxSnapshot } from './sandbox-control.ts'
import { FlowStopped, type StepResult } from './step-result.ts'
import type { WorkerName } from './worker-keys.ts'
import type { Fleet, Secrets } from './workers.ts'

/** How a flow ended. */
export type End = { readonly status: OutcomeStatus } | { readonly error: string } | { readonly lost: string }

/** The environment of the flows. */
export interface FlowContext {
  readonly fleet: Fleet
  readonly sandboxUrl: string
  readonly sandbox: SandboxControl
  readonly secrets: Secrets
  /** Creates the application that the flows use. */
  readonly openApplication: (surroundings: ApplicationContext) => Application
  /** Receives the headers and the body of every response of a worker, and its audience. */
  readonly inspect: (plan: Plan, response: string, audience: Audience) => void
}

/** The findings during a flow. */
export interface FlowFindings {
  /** How often each fault occurred. */
  readonly faults: ReadonlyMap<string, number>
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
  readonly wrongConnections: readonly string[]
  /** Errors without a specific code, at any step. */
  readonly untyped: readonly string[]
}

/** Runs the steps of one user. A step after which the flow cannot continue throws {@link FlowStopped}. */
export interface FlowDriver {
  readonly findings: FlowFindings
  /** Returns the IDs of the last request. */
  requestedIds(): readonly string[]
  /** Makes another worker respond from now on. */
  useWorker(worker: WorkerName): void
  takeSnapshot(): Promise<void>
  connect(): Promise<void>
  listCalendars(): Promise<void>
  /** Returns the IDs of the calendars to select: at least one, if the account has any. */
  selectedIds(): string[]
  begin(ids: readonly string[]): Promise<StepResult>
  /** Cancels on the page where users choose calendars. */
  cancel(): Promise<StepResult>
  /** Decides on the access page. Returns the URL of the redirect. */
  decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string>
  openReturnUrl(url: string, claim?: 'access_denied'): Promise<StepResult>
  /** Opens the return URL in two tabs at the same time. */
  openReturnUrlTwice(url: string): Promise<[StepResult, StepResult]>
  /** The application completes the last request without the user. Returns undefined if it cannot. */
  completeWithoutUser(): Promise<StepResult | undefined>
  /** Returns the end that a result means. If there is an outcome, the user opens it first. */
  conclude(result: StepResult): Promise<End>
  /** Returns the end that a result means. */
  toEnd(result: StepResult): End
  /** Returns a return URL with the sealed request of another user. */
  strangerReturnUrl(): Promise<string>
  /** Runs the application's last step. */
  end(): Promise<void>
}

/** Creates the driver of a flow. */
export function createFlowDriver(plan: Plan, context: FlowContext): FlowDriver {
  const { fleet, sandbox, sandboxUrl, secrets, openApplication, inspect } = context
  const faults = new Map<string, number>()
  const falseGrants: string[] = []
  const missedGrants: string[] = []
  const wrongConnections: string[] = []
  const untyped: string[] = []
  let worker: WorkerName = plan.beginWorker
  let requestedIds: readonly string[] = []
  let options: readonly CalendarOption[] = []
  let lastSnapshot: SandboxSnapshot = { calendars: {}, journal: [], requestedIds: null }

  const useWorker = (next: WorkerName) => {
    worker = next
  }
  const openBrowser = () =>
    createBrowser({
      sandboxUrl,
      workerUrl: () => fleet[worker].url,
      inspect: (seen) => inspect(plan, seen, 'browser'),
    })
  const openApplicationAndBrowser = () => {
    const browser = openBrowser()
    const application = openApplication({
      plan,
      browser,
      openBrowser,
      sandboxUrl,
      sandbox,
      secrets,
      worker: () => ({ name: worker, url: fleet[worker].url }),
      useWorker,
      inspect: (response, audience) => inspect(plan, response, audience),
      onIntermediateResult,
      onWrongConnection: (description) => wrongConnections.push(description),
    })
    return { browser, application }
  }
  const { browser, application } = openApplicationAndBrowser()

  /** Runs a step with its faults, and reads the emulator's state directly before and after it. */
  async function runStep<Result>(
    name: Step,
    act: () => Promise<Result>,
  ): Promise<{ result: Result; before: SandboxSnapshot; after: SandboxSnapshot }> {
    const stepFaults = plan.faults[name]
    const before = lastSnapshot
    if (stepFaults !== undefined) await sandbox.setFaults(stepFaults, plan.faultSeed)
    try {
      const result = await act()
      const after = await sandbox.snapshot(plan.account)
      lastSnapshot = after
      return { result, before, after }
    } finally {
      if (stepFaults !== undefined) {
        for (const [issue, times] of await sandbox.clearFaults()) faults.set(issue, (faults.get(issue) ?? 0) + times)
      }
    }
  }

  function check(step: Step, result: StepResult, before: SandboxSnapshot, after: SandboxSnapshot): StepResult {
    const errors = checkResult(result, { requestedIds, before: before.calendars, after })
    falseGrants.push(...errors.falseGrants.map((text) => `${step}: ${text}`))
    missedGrants.push(...errors.missedGrants.map((text) => `${step}: ${text}`))
    return result
  }

  function onIntermediateResult(result: StepResult): void {
    if (result.kind === 'error' && result.untyped !== undefined) untyped.push(result.untyped)
  }

  function toEnd(result: StepResult): End {
    onIntermediateResult(result)
    switch (result.kind) {
      case 'outcome':
        return { status: result.status }
      case 'error':
        return { error: result.code }
      case 'redirect':
        return { lost: `sent to ${result.url.slice(0, 60)} instead of an outcome` }
      case 'read':
        return { lost: 'calendars instead of an outcome' }
      case 'unexpected':
        return { lost: result.description }
    }
  }

  async function listCalendars(): Promise<void> {
    const { result, after } = await runStep('choose', () => application.listCalendars())
    options = result
    for (const { id, granted } of options) {
      if (granted && after.calendars[id] !== 'unrestricted') falseGrants.push(`choose: ${id} is reported as granted`)
    }
  }

  function selectedIds(): string[] {
    const { calendars } = plan
    const free = options.filter(({ granted }) => !granted)
    const chosen =
      calendars === 'all'
        ? free.filter((offer) => offer.eligible)
        : free.filter((_, index) => calendars[index % 8] === 1)
    return (chosen.length > 0 ? chosen : free.slice(0, 1)).map(({ id }) => id)
  }

  async function begin(ids: readonly string[]): Promise<StepResult> {
    const { result, before, after } = await runStep('start', () => application.begin(ids))
    requestedIds = after.requestedIds ?? ids
    return check('start', result, before, after)
  }

  async function cancel(): Promise<StepResult> {
    const { result, before, after } = await runStep('start', async () => application.cancel?.())
    if (result === undefined) return { kind: 'unexpected', description: 'the application has no page to cancel on' }
    if (after.requestedIds !== null)
      return { kind: 'unexpected', description: 'calendars were requested despite the cancellation' }
    return check('start', result, before, after)
  }

  async function decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string> {
    const some = requestedIds.slice(0, Math.min(plan.acceptedCount, Math.max(1, requestedIds.length - 1)))
    const fields: [string, string][] =
      decision === 'some'
        ? [['decision', 'accept-selected'], ...some.map((id): [string, string] => ['calendar_id', id])]
        : [['decision', decision === 'accept' ? 'accept-all' : 'reject']]
    const { result } = await runStep('decide', () => browser.post(url, fields))
    return requireRedirect(result)
  }

  async function openReturnUrl(url: string, claim?: 'access_denied'): Promise<StepResult> {
    const { result, before, after } = await runStep('return', () => application.openReturnUrl(url, claim))
    return check('return', result, before, after)
  }

  /** A read by one tab does not inform the other, so each result is checked only against the state before both. */
  async function openReturnUrlTwice(url: string): Promise<[StepResult, StepResult]> {
    const both = () => Promise.all([application.openReturnUrl(url), application.openReturnUrl(url)])
    const { result, before, after } = await runStep('return', both)
    const journal = after.journal.filter(({ method }) => method !== 'GET')
    const [first, second] = result
    return [
      check('return', first, before, { ...after, journal }),
      check('return', second, before, { ...after, journal }),
    ]
  }

  async function completeWithoutUser(): Promise<StepResult | undefined> {
    const { result, before, after } = await runStep('return', () => application.completeWithoutUser())
    return result && check('return', result, before, after)
  }

  async function conclude(stepResult: StepResult): Promise<End> {
    const end = toEnd(stepResult)
    if (stepResult.kind !== 'outcome') return end
    const { result, before, after } = await runStep('outcome', () => application.viewOutcome(stepResult))
    if (result.kind === 'outcome' || result.kind === 'read') check('outcome', result, before, after)
    else if (result.kind === 'error') onIntermediateResult(result)
    else throw new FlowStopped(result)
    return end
  }

  async function strangerReturnUrl(): Promise<string> {
    const { application: other } = openApplicationAndBrowser()
    await other.connect(STRANGER)
    const begun = await other.begin((await other.listCalendars()).map(({ id }) => id))
    if (begun.kind !== 'redirect') throw new FlowStopped(begun)
    const url = await sandbox.returnUrl()
    lastSnapshot = await sandbox.snapshot(plan.account)
    return url
  }

  return {
    findings: { faults, falseGrants, missedGrants, wrongConnections, untyped },
    requestedIds: () => requestedIds,
    useWorker,
    async takeSnapshot() {
      lastSnapshot = await sandbox.snapshot(plan.account)
    },
    async connect() {
      await application.tryDetour?.()
      await runStep('connect', () => application.connect(plan.account))
    },
    listCalendars,
    selectedIds,
    begin,
    cancel,
    decide,
    openReturnUrl,
    openReturnUrlTwice,
    completeWithoutUser,
    conclude,
    toEnd,
    strangerReturnUrl,
    async end() {
      if (application.end !== undefined) await runStep('end', application.end)
    },
  }
}
