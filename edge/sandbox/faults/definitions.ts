/**
 * Every fault that the sandbox can be told to make: what it does, what it needs to know, and what it can strike.
 *
 * Nothing here is said about the provider itself but where `source` says so: these are the ways in which a network, a proxy
 * or a server may fail, and a client has to survive them whether or not this provider ever does it.
 *
 * @module
 */

import { headerText, oneOf, optional, type Parameter, text, whole } from '../validation/field-types.ts'
import { cutInHalf, deepened, dribble, encode, type Pause, type Pieces, padded } from './bodies.ts'
import { errorBody, html, json, jsonObject, withBody } from './responses.ts'
import {
  DECISION,
  FAULT_STATUSES,
  type FaultName,
  type FaultParameters,
  type FaultRoute,
  OPERATIONS,
  REDIRECT_STATUSES,
} from './types.ts'

/** A call that a fault strikes. */
export interface StruckCall {
  readonly route: FaultRoute
  /** Lets the call take effect, and resolves to the right answer to it. */
  proceed(): Promise<Response>
  /** Keeps the call waiting. False where it is over before: the client gave up, or the sandbox was put back. */
  wait(ms?: number): Promise<boolean>
  /** Ends the connection without an answer. */
  cut(): Response
  /** A body that is made piece by piece. */
  stream(make: (pause: Pause) => Pieces): ReadableStream<Uint8Array>
}

/** What there is to know about a fault. */
export interface FaultKind<Parameters> {
  /** What happens, and whether the call takes effect. */
  readonly about: string
  /** Where it comes from: documented, SDK, or a guess. */
  readonly source: string
  readonly routes: readonly FaultRoute[]
  readonly parameters: { readonly [Name in keyof Parameters]-?: Parameter }
  /**
   * The answer to a call that it strikes, in place of the right one. A fault without it changes what a call does and not
   * how it is answered; who does the thing asks whether it strikes.
   */
  readonly answer?: (call: StruckCall, parameters: Parameters) => Promise<Response>
}

/** Longer than any client waits; an hour-long pause would be a mistake in the unit. */
const MAX_MS = 600_000
const duration = whole(0, MAX_MS, 'milliseconds')

const NETWORK = 'a guess: any network or proxy may do it'
const NONSENSE = 'a guess: nothing is known of such an answer'

/** By name. */
export const FAULTS: { readonly [Name in FaultName]: FaultKind<FaultParameters[Name]> } = {
  status: {
    about: 'That status, with its usual body or another, and nothing takes effect',
    source: 'the statuses are documented (5xx: SDK); Retry-After, most bodies and where each occurs are guesses',
    routes: OPERATIONS,
    parameters: {
      status: oneOf(FAULT_STATUSES),
      retry_after: optional(headerText),
      body: optional(oneOf(['json', 'empty', 'html'])),
    },
    answer: async ({ route }, { status, retry_after, body = 'json' }) => {
      const headers: Record<string, string> = retry_after === undefined ? {} : { 'retry-after': retry_after }
      if (body === 'empty') return new Response(null, { status, headers })
      return body === 'html' ? html(status, headers) : json(errorBody(status, route), { status, headers })
    },
  },
  slow_headers: {
    about: 'The call takes effect at once; its answer begins ms later',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: { ms: duration },
    answer: async ({ proceed, wait, cut }, { ms }) => {
      const answer = await proceed()
      return (await wait(ms)) ? answer : cut()
    },
  },
  slow_body: {
    about: 'The call takes effect; the body of its answer dribbles in over ms',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: { ms: duration },
    answer: async ({ proceed, stream }, { ms }) => {
      const answer = await proceed()
      const body = encode(await answer.text())
      return withBody(
        answer,
        stream((pause) => dribble(body, ms, pause)),
      )
    },
  },
  late_answer: {
    about: 'The call takes effect, but no answer comes until the client gives up; after ms, where given, a 504',
    source: NETWORK,
    routes: OPERATIONS.filter((route) => route.startsWith('POST ')),
    parameters: { ms: optional(duration) },
    answer: async ({ route, proceed, wait, cut }, { ms }) => {
      await proceed()
      return (await wait(ms)) ? json(errorBody(504, route), { status: 504 }) : cut()
    },
  },
  reset: {
    about: 'The connection is reset before an answer; nothing takes effect',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: {},
    answer: async ({ cut }) => cut(),
  },
  cut_body: {
    about: 'The call takes effect; the connection ends half way through the body of its answer',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: {},
    answer: async ({ proceed, stream }) => {
      const answer = await proceed()
      const body = encode(await answer.text())
      const cut = withBody(
        answer,
        stream((pause) => cutInHalf(body, pause)),
      )
      // More than will come, also where there is nothing to cut.
      cut.headers.set('content-length', String(Math.max(1, body.length)))
      return cut
    },
  },
  content_type: {
    about: 'The call takes effect; its answer is right, but for the content type',
    source: NONSENSE,
    routes: OPERATIONS,
    parameters: { content_type: headerText },
    answer: async ({ proceed }, { content_type }) => {
      const answer = await proceed()
      const changed = withBody(answer, await answer.text())
      changed.headers.set('content-type', content_type)
      return changed
    },
  },
  html: {
    about: '200 with an HTML page; nothing takes effect',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: {},
    answer: async () => html(200),
  },
  empty: {
    about: '200 without a body; nothing takes effect',
    source: NONSENSE,
    // To a revocation it would be the right answer.
    routes: OPERATIONS.filter((route) => route !== 'POST /oauth/token/revoke'),
    parameters: {},
    answer: async () => new Response(null, { status: 200, headers: { 'content-type': 'application/json' } }),
  },
  both: {
    about: '200 with a URL and accepted: true at once; nothing takes effect',
    source: NONSENSE,
    routes: ['POST /v1/permissions'],
    parameters: {},
    answer: async () => json({ permissions_request: { url: 'https://app.cronofy.com/permissions', accepted: true } }),
  },
  neither: {
    about: '200 with neither a URL nor accepted; nothing takes effect',
    source: NONSENSE,
    routes: ['POST /v1/permissions'],
    parameters: {},
    answer: async () => json({ permissions_request: {} }),
  },
  foreign_url: {
    about: '200 with that URL as the access page; nothing takes effect',
    source: 'a guess: an attack, not the provider',
    routes: ['POST /v1/permissions'],
    parameters: { url: text },
    answer: async (_, { url }) => json({ permissions_request: { url } }),
  },
  redirect: {
    about: 'A redirect to that location; nothing takes effect',
    source: 'a guess: an attack, or a proxy that asks for a sign-in',
    routes: OPERATIONS,
    parameters: { location: headerText, status: optional(oneOf(REDIRECT_STATUSES)) },
    answer: async (_, { location, status = 302 }) => new Response(null, { status, headers: { location } }),
  },
  deep_json: {
    about: 'The call takes effect; its answer is right, but for one more field: lists, nested that deep',
    source: 'a guess; that fields are added is documented',
    routes: OPERATIONS,
    parameters: { depth: whole(1, 1_000_000) },
    answer: async ({ proceed }, { depth }) => {
      const answer = await proceed()
      return jsonObject(answer, deepened(await answer.text(), depth))
    },
  },
  huge_json: {
    about: 'The call takes effect; its answer is right, but for one more field: a text of so many bytes, in front',
    source: 'a guess; that fields are added is documented',
    routes: OPERATIONS,
    parameters: { bytes: whole(1, 1_000_000_000) },
    answer: async ({ proceed, stream }, { bytes }) => {
      const answer = await proceed()
      const body = await answer.text()
      return jsonObject(
        answer,
        stream((pause) => padded(body, bytes, pause)),
      )
    },
  },
  endless: {
    about: 'The call takes effect; its answer begins like huge_json and never ends',
    source: NETWORK,
    routes: OPERATIONS,
    parameters: {},
    answer: async ({ proceed, stream }) =>
      jsonObject(
        await proceed(),
        stream((pause) => padded('', Number.POSITIVE_INFINITY, pause)),
      ),
  },
  late_grant: {
    about: 'What is granted shows only after so many further reads of GET /v1/calendars by the account',
    source: 'a guess: how soon a grant shows is not documented',
    routes: [DECISION, 'POST /v1/permissions'],
    parameters: { reads: whole(1, 1000) },
  },
  rotate_refresh_token: {
    about: 'A refresh answers a new refresh token, and the old one is dead',
    source: 'that it may change is documented; that the old one dies is a guess',
    routes: ['POST /oauth/token'],
    parameters: {},
  },
  naive_return: {
    about: 'A rejection appends ?error=access_denied to the redirect URI, whether or not it has a query',
    source: 'a guess: that the value is added to the URL is documented, how is not',
    routes: [DECISION],
    parameters: {},
  },
}

/** The names of all faults, in the order of the table. */
export const FAULT_NAMES: readonly FaultName[] = Object.keys(FAULTS) as FaultName[]
