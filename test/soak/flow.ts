/**
 * One flow: what the person of a plan does, from connecting an account to an outcome or an error.
 *
 * @module
 */
import type { Plan } from './plan.ts'
import { createWalk, type End, type Place, type Seen, Stopped, type Walk } from './walk.ts'
import { PUBLIC_URL } from './workers.ts'

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
    if (error instanceof Stopped) return { plan, end: error.end, ...walk.seen }
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
    if (begun.word.kind !== 'sent') return walk.conclude(begun)
    if (!begun.word.url.startsWith(sandboxUrl)) return { lost: `sent to ${begun.word.url}` }
    return decided(begun.word.url, stranger)
  }

  async function decided(page: string, stranger: string | undefined): Promise<End> {
    const undecided = await books.returnUrl()
    const denied = (url: string) => `${url}&error=access_denied`
    const back = async (url: string) => {
      walk.moveTo(plan.completes)
      return walk.conclude(await walk.comeBack(url))
    }
    switch (plan.way) {
      case 'accept':
        return back(await walk.decide(page, 'accept'))
      case 'accept-some':
        return back(await walk.decide(page, 'some'))
      case 'reject':
        return back(await walk.decide(page, 'reject'))
      case 'denied-after-accepting':
        return back(denied(await walk.decide(page, 'accept')))
      case 'made-up':
        return back(undecided)
      case 'made-up-denied':
        return back(denied(undecided))
      case 'nonsense-seal':
        return back(`${PUBLIC_URL}/connect/permissions/return?request=eyJ.made.up.by.nobody`)
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
        return beginAgain('accept')
      case 'leave-undecided':
        return beginAgain('reject')
    }
  }

  /** Another day: the tab is gone, the session is there, and the person asks once more. */
  async function beginAgain(decision: 'accept' | 'reject'): Promise<End> {
    const before = walk.asked()
    await walk.choose()
    const begun = await walk.begin(before)
    if (begun.word.kind !== 'sent') return walk.conclude(begun)
    walk.moveTo(plan.completes)
    return walk.conclude(await walk.comeBack(await walk.decide(begun.word.url, decision)))
  }

  return go()
}
