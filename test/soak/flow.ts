/**
 * One flow: what the person of a plan does, from connecting an account to an outcome or an error.
 *
 * @module
 */

import { createWalk, type End, type Place, type Seen, type Walk } from './flow-driver.ts'
import { keyIsGone, type Plan } from './plan.ts'
import { Stopped } from './step-result.ts'

/** All that is to be said of a flow. */
export interface FlowResult extends Seen {
  readonly plan: Plan
  readonly end: End
}

/** Runs one flow to its end. Never rejects: what cannot be explained is a lost flow. */
export async function runFlow(plan: Plan, place: Place): Promise<FlowResult> {
  const walk = createWalk(plan, place)
  try {
    return { plan, end: await follow(plan, walk, place), ...walk.seen }
  } catch (error) {
    if (error instanceof Stopped) return { plan, end: walk.endOf(error.word), ...walk.seen }
    return { plan, end: { lost: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' }, ...walk.seen }
  }
}

function follow(plan: Plan, walk: Walk, { books, sandboxUrl }: Place): Promise<End> {
  async function go(): Promise<End> {
    await walk.lookAround()
    const { way } = plan
    const stranger = way === 'strangers-seal' ? await walk.strangersUrl() : undefined
    await walk.connect()
    await walk.choose()
    const begun = await walk.begin(walk.ticked())
    if (begun.kind !== 'sent') return walk.conclude(begun)
    if (!begun.url.startsWith(sandboxUrl)) return { lost: `sent to ${begun.url}` }
    return decided(begun.url, stranger)
  }

  async function decided(page: string, stranger: string | undefined): Promise<End> {
    const undecided = await books.returnUrl()
    const back = async (url: string, claim?: 'access_denied') => {
      walk.moveTo(plan.completes)
      return walk.conclude(await walk.comeBack(url, claim))
    }
    switch (plan.way) {
      case 'accept':
        return back(await walk.decide(page, 'accept'))
      case 'accept-some':
        return back(await walk.decide(page, 'some'))
      case 'reject':
        return back(await walk.decide(page, 'reject'))
      case 'denied-after-accepting':
        return back(await walk.decide(page, 'accept'), 'access_denied')
      case 'made-up':
        return back(undecided)
      case 'made-up-denied':
        return back(undecided, 'access_denied')
      case 'nonsense-seal':
        return back(withNonsense(undecided))
      case 'strangers-seal':
        return back(stranger ?? undecided)
      case 'reload': {
        const url = await walk.decide(page, 'accept')
        const first = await back(url)
        const second = await back(url)
        return 'lost' in first ? first : second
      }
      case 'twice': {
        const url = await walk.decide(page, 'accept')
        walk.moveTo(plan.completes)
        const [first, second] = await walk.comeBackTwice(url)
        const end = await walk.conclude(first)
        return 'status' in end ? walk.conclude(second) : end
      }
      case 'leave-after-accepting':
        await walk.decide(page, 'accept')
        return (await leftAlone()) ?? beginAgain('accept')
      case 'leave-undecided':
        return (await leftAlone()) ?? beginAgain('reject')
    }
  }

  /** The tab is gone. Whoever has kept the request completes it all the same, unless its key is gone as well. */
  async function leftAlone(): Promise<End | undefined> {
    walk.moveTo(plan.completes)
    const word = await walk.completeAlone()
    const end = word && (await walk.conclude(word))
    walk.moveTo(plan.begins)
    return end === undefined || 'status' in end || keyIsGone(plan) ? undefined : end
  }

  /** Another day: the session is there, and the person asks once more. */
  async function beginAgain(decision: 'accept' | 'reject'): Promise<End> {
    const before = walk.asked()
    await walk.choose()
    const begun = await walk.begin(before)
    if (begun.kind !== 'sent') return walk.conclude(begun)
    walk.moveTo(plan.completes)
    return walk.conclude(await walk.comeBack(await walk.decide(begun.url, decision)))
  }

  return go()
}

/** A return address with a seal that nobody made. */
function withNonsense(returnUrl: string): string {
  const url = new URL(returnUrl)
  url.searchParams.set('request', 'eyJ.made.up.by.nobody')
  return url.href
}
