/**
 * The steps of a flow: each under its faults, and after each a look at the books.
 *
 * @module
 */
import type { OutcomeStatus } from '../../src/flow/outcome.ts'
import { STRANGER } from './accounts.ts'
import type { Application, Surroundings } from './application.ts'
import { createBrowser } from './browser.ts'
import type { Step } from './fault-plan.ts'
import type { Reader } from './leaks.ts'
import { judgeWord } from './oracle.ts'
import { type Offer, redirected } from './page-parsers.ts'
import type { Plan, WorkerName } from './plan.ts'
import type { Books, Look } from './sandbox-control.ts'
import { Stopped, type Word } from './step-result.ts'
import { type Fleet, PUBLIC_URL, type Secrets } from './workers.ts'

/** How a flow ended. */
export type End = { readonly status: OutcomeStatus } | { readonly error: string } | { readonly lost: string }

/** Where flows take place. */
export interface Place {
  readonly fleet: Fleet
  readonly sandboxUrl: string
  readonly books: Books
  readonly secrets: Secrets
  /** Opens the application that the flows go through. */
  readonly openApplication: (surroundings: Surroundings) => Application
  /** Is given every answer of a worker, headers and body, and for whom it is. */
  readonly inspect: (plan: Plan, answer: string, reader: Reader) => void
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
  begin(ids: readonly string[]): Promise<Word>
  /** Decides on the access page, and says where that leads. */
  decide(url: string, decision: 'accept' | 'some' | 'reject'): Promise<string>
  comeBack(url: string, claim?: 'access_denied'): Promise<Word>
  /** Two tabs at once. */
  comeBackTwice(url: string): Promise<[Word, Word]>
  /** The application completes what was begun last by itself; undefined where it cannot. */
  completeAlone(): Promise<Word | undefined>
  /** The end that a word means, after a look at what came of it where there is an outcome. */
  conclude(word: Word): Promise<End>
  /** The end that a word means. */
  endOf(word: Word): End
  /** A return address with the seal of somebody else's request. */
  strangersUrl(): Promise<string>
}

/** Sets out. */
export function createWalk(plan: Plan, place: Place): Walk {
  const { fleet, books, sandboxUrl, secrets, openApplication, inspect } = place
  const faults = new Map<string, number>()
  const falseGrants: string[] = []
  const missedGrants: string[] = []
  const untyped: string[] = []
  let worker: WorkerName = plan.begins
  let asked: readonly string[] = []
  let offers: readonly Offer[] = []
  let last: Look = { calendars: {}, entries: [], asked: null }

  const open = () => {
    const browser = createBrowser({
      route: (origin) => (origin === PUBLIC_URL ? fleet[worker].url : origin),
      inspect: (origin, answer) => (origin === PUBLIC_URL ? inspect(plan, answer, 'person') : undefined),
    })
    const application = openApplication({
      plan,
      browser,
      sandboxUrl,
      secrets,
      worker: () => ({ name: worker, url: fleet[worker].url }),
      inspect: (answer, reader) => inspect(plan, answer, reader),
      hear,
    })
    return { browser, application }
  }
  const { browser, application } = open()

  /** Runs a step under its faults, and looks at the books before and right after. */
  async function step<Result>(
    name: Step,
    act: () => Promise<Result>,
  ): Promise<{ result: Result; before: Look; after: Look }> {
    const list = plan.faults[name]
    const before = last
    if (list !== undefined) await books.setFaults(list, plan.faultSeed)
    try {
      const result = await act()
      const after = await books.look(plan.account)
      last = after
      return { result, before, after }
    } finally {
      if (list !== undefined) {
        for (const [fault, times] of await books.endFaults()) faults.set(fault, (faults.get(fault) ?? 0) + times)
      }
    }
  }

  function judge(at: Step, word: Word, before: Look, after: Look): Word {
    const verdict = judgeWord(word, { asked, before: before.calendars, after })
    falseGrants.push(...verdict.falseGrants.map((text) => `${at}: ${text}`))
    missedGrants.push(...verdict.missedGrants.map((text) => `${at}: ${text}`))
    return word
  }

  function hear(word: Word): void {
    if (word.kind === 'error' && word.untyped !== undefined) untyped.push(word.untyped)
  }

  function endOf(word: Word): End {
    hear(word)
    switch (word.kind) {
      case 'outcome':
        return { status: word.status }
      case 'error':
        return { error: word.code }
      case 'sent':
        return { lost: `sent to ${word.url.slice(0, 60)} in place of an outcome` }
      case 'read':
        return { lost: 'calendars in place of an outcome' }
      case 'nothing':
        return { lost: word.what }
    }
  }

  async function choose(): Promise<void> {
    const { result, after } = await step('choose', () => application.offer())
    offers = result
    for (const { id, granted } of offers) {
      if (granted && after.calendars[id] !== 'unrestricted') falseGrants.push(`choose: ${id} is said to be granted`)
    }
  }

  function ticked(): string[] {
    const { calendars } = plan
    const free = offers.filter(({ granted }) => !granted)
    const chosen =
      calendars === 'all' ? free.filter((offer) => offer.ticked) : free.filter((_, index) => calendars[index % 8] === 1)
    return (chosen.length > 0 ? chosen : free.slice(0, 1)).map(({ id }) => id)
  }

  async function begin(ids: readonly string[]): Promise<Word> {
    const { result, before, after } = await step('start', () => application.begin(ids))
    asked = after.asked ?? ids
    return judge('start', result, before, after)
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

  async function comeBack(url: string, claim?: 'access_denied'): Promise<Word> {
    const { result, before, after } = await step('return', () => application.comeBack(url, claim))
    return judge('return', result, before, after)
  }

  /** A read of the one tab is not the other's, so only what the books had before is held against either. */
  async function comeBackTwice(url: string): Promise<[Word, Word]> {
    const both = () => Promise.all([application.comeBack(url), application.comeBack(url)])
    const { result, before, after } = await step('return', both)
    const entries = after.entries.filter(({ method }) => method !== 'GET')
    const [first, second] = result
    return [
      judge('return', first, before, { ...after, entries }),
      judge('return', second, before, { ...after, entries }),
    ]
  }

  async function completeAlone(): Promise<Word | undefined> {
    const { result, before, after } = await step('return', () => application.completeAlone())
    return result && judge('return', result, before, after)
  }

  async function conclude(word: Word): Promise<End> {
    const end = endOf(word)
    if (word.kind !== 'outcome') return end
    const { result, before, after } = await step('outcome', () => application.see(word))
    if (result.kind === 'outcome' || result.kind === 'read') judge('outcome', result, before, after)
    else if (result.kind === 'error') hear(result)
    else throw new Stopped(result)
    return end
  }

  async function strangersUrl(): Promise<string> {
    const { application: other } = open()
    await other.connect(STRANGER)
    const begun = await other.begin((await other.offer()).map(({ id }) => id))
    if (begun.kind !== 'sent') throw new Stopped(begun)
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
      await step('connect', () => application.connect(plan.account))
    },
    choose,
    ticked,
    begin,
    decide,
    comeBack,
    comeBackTwice,
    completeAlone,
    conclude,
    endOf,
    strangersUrl,
  }
}
