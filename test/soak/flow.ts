/**
 * Runs one flow of a user, from the connection of an account to an outcome or an error.
 *
 * @module
 */

import { createFlowDriver, type End, type FlowContext, type FlowDriver, type FlowFindings } from './flow-driver.ts'
import type { Plan } from './plan.ts'
import { FlowStopped } from './step-result.ts'
import { isKeyRemoved } from './worker-keys.ts'

/** The result of a flow. */
export interface FlowResult extends FlowFindings {
  readonly plan: Plan
  readonly end: End
}

/** Runs one flow to its end. Never rejects: an unexplained failure is a lost flow. */
export async function runFlow(plan: Plan, context: FlowContext): Promise<FlowResult> {
  const driver = createFlowDriver(plan, context)
  try {
    return { plan, end: await runScenario(plan, driver, context), ...driver.findings }
  } catch (error) {
    if (error instanceof FlowStopped) return { plan, end: driver.toEnd(error.result), ...driver.findings }
    return {
      plan,
      end: { lost: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' },
      ...driver.findings,
    }
  }
}

async function runScenario(plan: Plan, driver: FlowDriver, { sandbox, sandboxUrl }: FlowContext): Promise<End> {
  async function run(): Promise<End> {
    await driver.takeSnapshot()
    const { scenario } = plan
    const strangerUrl = scenario === 'strangers-seal' ? await driver.strangerReturnUrl() : undefined
    await driver.connect()
    await driver.listCalendars()
    if (scenario === 'cancel') return driver.conclude(await driver.cancel())
    const begun = await driver.begin(driver.selectedIds())
    if (begun.kind !== 'redirect') return driver.conclude(begun)
    if (!begun.url.startsWith(sandboxUrl)) return { lost: `sent to ${begun.url}` }
    return finish(begun.url, strangerUrl)
  }

  async function finish(accessPageUrl: string, stranger: string | undefined): Promise<End> {
    const undecidedUrl = await sandbox.returnUrl()
    const comeBackAndConclude = async (url: string, claim?: 'access_denied') => {
      driver.useWorker(plan.completeWorker)
      return driver.conclude(await driver.openReturnUrl(url, claim))
    }
    switch (plan.scenario) {
      case 'cancel':
        return { lost: 'sent to Cronofy instead of canceled' }
      case 'accept':
        return comeBackAndConclude(await driver.decide(accessPageUrl, 'accept'))
      case 'accept-some':
        return comeBackAndConclude(await driver.decide(accessPageUrl, 'some'))
      case 'reject':
        return comeBackAndConclude(await driver.decide(accessPageUrl, 'reject'))
      case 'denied-after-accepting':
        return comeBackAndConclude(await driver.decide(accessPageUrl, 'accept'), 'access_denied')
      case 'made-up':
        return comeBackAndConclude(undecidedUrl)
      case 'made-up-denied':
        return comeBackAndConclude(undecidedUrl, 'access_denied')
      case 'nonsense-seal':
        return comeBackAndConclude(withInvalidSeal(undecidedUrl))
      case 'strangers-seal':
        return comeBackAndConclude(stranger ?? undecidedUrl)
      case 'reload': {
        const url = await driver.decide(accessPageUrl, 'accept')
        const first = await comeBackAndConclude(url)
        const second = await comeBackAndConclude(url)
        return 'lost' in first ? first : second
      }
      case 'twice': {
        const url = await driver.decide(accessPageUrl, 'accept')
        driver.useWorker(plan.completeWorker)
        const [first, second] = await driver.openReturnUrlTwice(url)
        const end = await driver.conclude(first)
        return 'status' in end ? driver.conclude(second) : end
      }
      case 'leave-after-accepting':
        await driver.decide(accessPageUrl, 'accept')
        return (await completeWithoutUser()) ?? beginAgain('accept')
      case 'leave-undecided':
        return (await completeWithoutUser()) ?? beginAgain('reject')
    }
  }

  /** The tab is closed. An application that stored the request completes it, unless its key was removed. */
  async function completeWithoutUser(): Promise<End | undefined> {
    driver.useWorker(plan.completeWorker)
    const result = await driver.completeWithoutUser()
    const end = result && (await driver.conclude(result))
    driver.useWorker(plan.beginWorker)
    return end === undefined || 'status' in end || isKeyRemoved(plan) ? undefined : end
  }

  /** The user begins again later, with the same session. */
  async function beginAgain(decision: 'accept' | 'reject'): Promise<End> {
    const before = driver.requestedIds()
    await driver.listCalendars()
    const begun = await driver.begin(before)
    if (begun.kind !== 'redirect') return driver.conclude(begun)
    driver.useWorker(plan.completeWorker)
    return driver.conclude(await driver.openReturnUrl(await driver.decide(begun.url, decision)))
  }

  const end = await run()
  if (!('lost' in end)) await driver.end()
  return end
}

/** Returns a return URL with an invalid sealed request. */
function withInvalidSeal(returnUrl: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set('request', 'eyJ.made.up.by.nobody')
  return url.href
}
