/**
 * The steps of a flow: each under its faults, and after each a look at the books.
 *
 * @module
 */

import { readCode } from '../../edge/worker/failure.ts'
import type { OutcomeStatus } from '../../src/outcome.ts'
import { STRANGER } from './accounts.ts'
import { type Offer, readErrorPage, readOffers, readShown, readWord, type Word } from './answers.ts'
import type { Books, Look } from './books.ts'
import { type Answer, type Browser, createBrowser } from './browser.ts'
import type { Step } from './fault-plan.ts'
import { askedIn, judgeShown, judgeWord, type Verdict } from './judge.ts'
import type { Plan, WorkerName } from './plan.ts'
import { type Fleet, PUBLIC_URL } from './workers.ts'

/** How a flow ended. */
export type End = { readonly status: OutcomeStatus } | { readonly error: string } | { readonly lost: string }

/** Where flows take place. */
export interface Place {
  readonly fleet: Fleet
  readonly sandboxUrl: string
  readonly books: Books
  /** Is given every answer of a worker, headers and body. */
  readonly inspect: (plan: Plan, answer: string) => void
}

/** Ends a flow that cannot go on. */
export class Stopped extends Error {
  readonly end: End

  constructor(end: End) {
    super('the flow has ended')
    this.end = end
  }
}

/** What was seen on the way. */
export interface Seen {
  /** How often each fault has struck. */
  readonly faults: ReadonlyMap<string, number>
  readonly falseGrants: readonly string[]
  readonly missedGrants: readonly string[]
  /** Errors without a code of their own, at any step. */
  readonly untyped: readonly string[]
}

/** What a step said, and the answer that said it. */
export interface Said {
  readonly word: Word
  readonly answer: Answer
}

/** A person on their way. A step that leads nowhere throws {@link Stopped}. */
export interface Walk {
  readonly seen: Seen
  /** What was asked for last. */
  asked(): readonly string[]
  /** From here on another worker answers. */
  moveTo(worker: WorkerName): void
  lookAround(): Promise<void>
  connect(): Promise<void>
  choose(): Promise<void>
  /** The calendars to name. At least one where there is one. */
  ticked(): string[]
  begin(ids: readonly string[]): Promise<Said>
  /** Decides on the access page, and says where that leads. */
  decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string>
  comeBack(url: string): Promise<Said>
  /** Two tabs at once. */
  comeBackTwice(url: string): Promise<[Said, Said]>
  /** The end that a word means, after a look at the outcome page where there is one. */
  conclude(said: Said): Promise<End>
  /** A return address with the seal of somebody else's request. */
  strangersUrl(): Promise<string>
}

/** Sets out. */
export function createWalk(plan: Plan, { fleet, books, inspect }: Place): Walk {
  const faults = new Map<string, number>()
  const falseGrants: string[] = []
  const missedGrants: string[] = []
  const untyped: string[] = []
  let worker: WorkerName = plan.begins
  let asked: readonly string[] = []
  let offers: readonly Offer[] = []
  let last: Look = { calendars: {}, entries: [] }

  const open = () =>
    createBrowser({
      route: (origin) => (origin === PUBLIC_URL ? fleet[worker].url : origin),
      inspect: (origin, answer) => (origin === PUBLIC_URL ? inspect(plan, answer) : undefined),
    })
  const browser = open()

  /** Runs a step under its faults, and looks at the books before and right after. */
  async function step<Result>(
    name: Step,
    act: () => Promise<Result>,
  ): Promise<{ result: Result; before: Look; after: Look }> {
    const list = plan.faults[name]
    const before = last
    if (list !== undefined) await books.setFaults(list, plan.faultSeed)
    const result = await act()
    const after = await books.look(plan.account)
    last = after
    if (list !== undefined) {
      for (const [fault, times] of await books.endFaults()) faults.set(fault, (faults.get(fault) ?? 0) + times)
    }
    return { result, before, after }
  }

  function note(at: string, verdict: Verdict): void {
    falseGrants.push(...verdict.falseGrants.map((text) => `${at}: ${text}`))
    missedGrants.push(...verdict.missedGrants.map((text) => `${at}: ${text}`))
  }

  /** The code of an error page. One that shows none, or only that something went wrong, is untyped. */
  function codeOf(answer: Answer): string {
    const { code, status, title } = readErrorPage(answer.status, answer.text)
    if (code === undefined || !isTyped(code)) untyped.push(`${status} "${title}" at ${new URL(answer.url).pathname}`)
    return code ?? 'none'
  }

  /** What a word means for the end of the flow. */
  function endOf(word: Word, answer: Answer): End {
    switch (word.kind) {
      case 'outcome':
        return { status: word.status }
      case 'error':
        if (!isTyped(word.code)) untyped.push(`permission_error=${word.code}`)
        return { error: word.code }
      case 'page':
        return { error: codeOf(answer) }
      case 'sent':
        return { lost: `sent to ${word.url.slice(0, 60)} in place of an outcome` }
      case 'nothing':
        return { lost: word.what }
    }
  }

  /** An answer that has to be a redirect; anything else ends the flow with its error. */
  function redirected(answer: Answer): string {
    if (answer.status === 303 && answer.location !== undefined) return new URL(answer.location, answer.url).href
    if (answer.status >= 400 && answer.url.startsWith(PUBLIC_URL)) throw new Stopped({ error: codeOf(answer) })
    throw new Stopped({ lost: `${answer.status} at ${new URL(answer.url).pathname}` })
  }

  async function signIn(who: Browser, account: string): Promise<void> {
    const authorize = redirected(await who.get(`${PUBLIC_URL}/connect/${plan.dataCenter}`))
    const callback = redirected(await who.post(authorize, [['account', account]]))
    redirected(await who.get(callback))
  }

  async function choose(): Promise<void> {
    const { result, after } = await step('choose', () => browser.get(`${PUBLIC_URL}/calendars`))
    if (result.status !== 200) throw new Stopped({ error: codeOf(result) })
    offers = readOffers(result.text)
    for (const { id, granted } of offers) {
      if (granted && after.calendars[id] !== 'unrestricted') falseGrants.push(`choose: the page shows ${id} as granted`)
    }
  }

  function ticked(): string[] {
    const { calendars } = plan
    const free = offers.filter(({ granted }) => !granted)
    const chosen =
      calendars === 'all' ? free.filter((offer) => offer.ticked) : free.filter((_, index) => calendars[index % 8] === 1)
    return (chosen.length > 0 ? chosen : free.slice(0, 1)).map(({ id }) => id)
  }

  async function begin(ids: readonly string[]): Promise<Said> {
    const { result, before, after } = await step('start', () =>
      browser.post(`${PUBLIC_URL}/connect/permissions/start`, [
        // The form's own way to say "none". Who is offered nothing has no form, and so does not send it.
        ...(offers.length > 0 ? [['calendar_id', ''] as const] : []),
        ...ids.map((id) => ['calendar_id', id] as const),
        ['return_to', '/outcome'],
      ]),
    )
    asked = askedIn(after.entries) ?? ids
    const word = readWord(result)
    note('start', judgeWord(word, { asked, before: before.calendars, after }))
    return { word, answer: result }
  }

  async function decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string> {
    const some = asked.slice(0, Math.min(plan.accepted, Math.max(1, asked.length - 1)))
    const fields: [string, string][] =
      decision === 'some'
        ? [['decision', 'accept-selected'], ...some.map((id): [string, string] => ['calendar_id', id])]
        : [['decision', decision === 'accept' ? 'accept-all' : 'reject']]
    const { result } = await step('decide', () => browser.post(url, fields))
    return redirected(result)
  }

  async function comeBack(url: string): Promise<Said> {
    const { result, before, after } = await step('return', () => browser.get(url))
    const word = readWord(result)
    note('return', judgeWord(word, { asked, before: before.calendars, after }))
    return { word, answer: result }
  }

  /** A read of the one tab is not the other's, so only what the books had before is held against either. */
  async function comeBackTwice(url: string): Promise<[Said, Said]> {
    const { result, before, after } = await step('return', () => Promise.all([browser.get(url), browser.get(url)]))
    const entries = after.entries.filter(({ method }) => method !== 'GET')
    const judged = (answer: Answer): Said => {
      const word = readWord(answer)
      note('return', judgeWord(word, { asked, before: before.calendars, after: { ...after, entries } }))
      return { word, answer }
    }
    const [first, second] = result
    return [judged(first), judged(second)]
  }

  async function seeOutcome(url: string): Promise<void> {
    const { result, before, after } = await step('outcome', () => browser.get(url))
    const shown = result.status === 200 ? readShown(result.text) : undefined
    if (shown === undefined) {
      if (result.status < 400) throw new Stopped({ lost: `the outcome page says nothing: ${result.status}` })
      codeOf(result)
      return
    }
    const names = new Map(offers.map(({ id, name }) => [id, name]))
    note('outcome', judgeShown(shown, names, { asked, before: before.calendars, after }))
  }

  async function conclude({ word, answer }: Said): Promise<End> {
    const end = endOf(word, answer)
    if (word.kind === 'outcome') await seeOutcome(word.url)
    return end
  }

  async function strangersUrl(): Promise<string> {
    const other = open()
    await signIn(other, STRANGER)
    const page = await other.get(`${PUBLIC_URL}/calendars`)
    const ids = readOffers(page.text).map(({ id }) => id)
    redirected(
      await other.post(
        `${PUBLIC_URL}/connect/permissions/start`,
        ids.map((id) => ['calendar_id', id]),
      ),
    )
    const url = await books.returnUrl()
    last = await books.look(plan.account)
    return url
  }

  return {
    seen: { faults, falseGrants, missedGrants, untyped },
    asked: () => asked,
    moveTo(next) {
      worker = next
    },
    async lookAround() {
      last = await books.look(plan.account)
    },
    async connect() {
      await step('connect', () => signIn(browser, plan.account))
    },
    choose,
    ticked,
    begin,
    decide,
    comeBack,
    comeBackTwice,
    conclude,
    strangersUrl,
  }
}

/** Whether a code is one of ours, and says more than that something is wrong. */
function isTyped(code: string): boolean {
  return code !== 'internal_error' && readCode(code) === code
}
