/**
 * The flow as a sequence diagram: an SVG that is drawn at build time and takes its colours from the page's stylesheet.
 *
 * It is as narrow as a phone, where its texts still have to be read; what it shows stands beside it in words.
 *
 * @module
 */
import { html } from 'hono/html'
import type { Markup } from '../edge/worker/pages/parts/markup.ts'

/** Who takes part, and where their line is. */
const LINES = { User: 30, 'Your application': 142, Cronofy: 298 } as const

type Actor = keyof typeof LINES

/** One arrow, with the number of the step that it begins. */
interface Message {
  readonly from: Actor
  readonly to: Actor
  readonly text: string
  readonly step?: number
  /** Whether it is the answer to an earlier one. */
  readonly answer?: true
  /** Whether the text is what crosses the wire, letter by letter. */
  readonly wire?: true
}

const MESSAGES: readonly Message[] = [
  { from: 'User', to: 'Cronofy', text: 'grants access in the OAuth flow', step: 1 },
  { from: 'Your application', to: 'Cronofy', text: 'POST /oauth/token', step: 2, wire: true },
  { from: 'Your application', to: 'Cronofy', text: 'GET /v1/calendars', step: 3, wire: true },
  { from: 'Your application', to: 'Cronofy', text: 'POST /v1/permissions', step: 4, wire: true },
  { from: 'Cronofy', to: 'Your application', text: 'the URL of a page', step: 5, answer: true },
  { from: 'Your application', to: 'User', text: 'redirect to it', answer: true },
  { from: 'User', to: 'Cronofy', text: 'accepts or rejects', step: 6 },
  { from: 'Cronofy', to: 'User', text: 'redirect to your return address', answer: true },
  { from: 'User', to: 'Your application', text: 'comes back' },
  { from: 'Your application', to: 'Cronofy', text: 'GET /v1/calendars', wire: true },
  { from: 'Cronofy', to: 'Your application', text: 'what is granted', answer: true },
]

const WIDTH = 330
const TOP = 30
const ROW = 34
const BADGE = 9
const ARROW = 7

/** Draws the diagram. */
export function renderSequence(): Markup {
  const height = TOP + ROW * (MESSAGES.length + 0.5)
  return html`<svg class="sequence" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="sequence-title sequence-text">
  <title id="sequence-title">The six steps, and what has to follow</title>
  <desc id="sequence-text">${MESSAGES.map(describe).join(' ')}</desc>
  ${Object.entries(LINES).map(
    ([actor, x]) => html`<line x1="${x}" x2="${x}" y1="${TOP - 8}" y2="${height}" />
  <text class="actor" x="${x}" y="14" text-anchor="middle">${actor}</text>
  `,
  )}
  ${MESSAGES.map(renderMessage)}
</svg>`
}

function renderMessage({ from, to, text, step, answer, wire }: Message, index: number): Markup {
  const y = TOP + ROW * (index + 0.75)
  const direction = Math.sign(LINES[to] - LINES[from])
  const end = LINES[to]
  const back = end - direction * ARROW
  const middle = (LINES[from] + end) / 2
  return html`<line class="${answer ? 'answer' : 'call'}" x1="${LINES[from]}" x2="${end}" y1="${y}" y2="${y}" />
  <polygon points="${end},${y} ${back},${y - 4} ${back},${y + 4}" />
  <text class="${wire ? 'wire' : 'words'}" x="${middle}" y="${y - 6}" text-anchor="middle">${text}</text>
  ${
    step === undefined
      ? ''
      : html`<circle cx="${LINES[from]}" cy="${y}" r="${BADGE}" />
  <text class="step" x="${LINES[from]}" y="${y + 4}" text-anchor="middle">${step}</text>
  `
  }`
}

function describe({ from, to, text, step }: Message): string {
  return `${step === undefined ? '' : `Step ${step}: `}${from} to ${to}: ${text}.`
}
