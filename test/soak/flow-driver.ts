/**
 * The steps of a flow: each under its faults, and after each a look at the books.
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

/** Where flows take place. */
export interface FlowContext {
  readonly fleet: Fleet
  readonly sandboxUrl: string
  readonly sandbox: SandboxControl
  readonly secrets: Secrets
  /** Opens the application that the flows go through. */
  readonly openApplication: (surroundings: ApplicationContext) => Application
  /** Is given every answer of a worker, headers and body, and for whom it is. */
  readonly inspect: (plan: Plan, response: string, audience: Audience) => void
}

/** What was seen on the way. */
export interface FlowFindings {
  /** How often each fault has struck. */
  readonly faults: ReadonlyMap<string, number>
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
  readonly wrongConnections: readonly string[]
  /** Errors without a code of their own, at any step. */
  readonly untyped: readonly string[]
}

/** A person on their way. A step that leads nowhere throws {@link FlowStopped}. */
export interface FlowDriver {
  readonly findings: FlowFindings
  /** What was asked for last. */
  requestedIds(): readonly string[]
  /** From here on another worker answers. */
  useWorker(worker: WorkerName): void
  takeSnapshot(): Promise<void>
  connect(): Promise<void>
  listCalendars(): Promise<void>
  /** The calendars to name. At least one where there is one. */
  selectedIds(): string[]
  begin(ids: readonly string[]): Promise<StepResult>
  /** Chooses no calendars, and leaves. */
  cancel(): Promise<StepResult>
  /** Decides on the access page, and says where that leads. */
  decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string>
  openReturnUrl(url: string, claim?: 'access_denied'): Promise<StepResult>
  /** Two tabs at once. */
  openReturnUrlTwice(url: string): Promise<[StepResult, StepResult]>
  /** The application completes what was begun last by itself; undefined where it cannot. */
  completeWithoutUser(): Promise<StepResult | undefined>
  /** The end that a word means, after a look at what came of it where there is an outcome. */
  conclude(result: StepResult): Promise<End>
  /** The end that a word means. */
  toEnd(result: StepResult): End
  /** A return address with the seal of somebody else's request. */
  strangerReturnUrl(): Promise<string>
  /** What the application does when all is over. */
  end(): Promise<void>
}

/** Sets out. */
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

  /** Runs a step under its faults, and looks at the books before and right after. */
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
        return { lost: `sent to ${result.url.slice(0, 60)} in place of an outcome` }
      case 'read':
        return { lost: 'calendars in place of an outcome' }
      case 'unexpected':
        return { lost: result.description }
    }
  }

  async function listCalendars(): Promise<void> {
    const { result, after } = await runStep('choose', () => application.listCalendars())
    options = result
    for (const { id, granted } of options) {
      if (granted && after.calendars[id] !== 'unrestricted') falseGrants.push(`choose: ${id} is said to be granted`)
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
    if (after.requestedIds !== null) return { kind: 'unexpected', description: 'calendars were requested in the end' }
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

  /** A read of the one tab is not the other's, so only what the books had before is held against either. */
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
