import { BACKGROUNDS } from '../config/contrast.ts'

/** The colors, corners, and fonts of every page, light and dark. */
export const THEME: string = `:root {
  color-scheme: light dark;
  --ground: light-dark(${BACKGROUNDS.light}, #14171c);
  --surface: light-dark(#ffffff, ${BACKGROUNDS.dark});
  --ink: light-dark(#1b2330, #e8ecf2);
  --muted: light-dark(#566173, #a3aebd);
  --line: light-dark(#d5dae2, #39414d);
  --accent: light-dark(#1750c4, #8fb4ff);
  --on-accent: light-dark(#ffffff, #0b1a36);
  --good: light-dark(#11683b, #7fd6a5);
  --good-ground: light-dark(#e2f4ea, #15311f);
  --warn: light-dark(#84500a, #f0c078);
  --warn-ground: light-dark(#fdf1dc, #392a10);
  --bad: light-dark(#b3261e, #ffb4ab);
  --radius: 10px;
  font: 16px/1.55 system-ui, sans-serif;
}
`

/** The stylesheet of the connect app, served at `/style.css`. It uses logical properties only, so that it follows `dir`. */
export const STYLE: string = `${THEME}:root {
  --space: 1rem;
  --wide: 42rem;
  --pad: clamp(1.1rem, 5vw, 2.5rem);
  --shadow: 0 1px 2px light-dark(#1b233014, #0000), 0 8px 28px light-dark(#1b23300d, #0000);
}
* { box-sizing: border-box; }
html { scroll-padding-block: 1rem 6rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; padding-block-end: 4rem; background: var(--ground); color: var(--ink); }
body > * { width: min(100% - 1.5rem, var(--wide)); margin-inline: auto; padding-inline: .75rem; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.5vw, 1.9rem); font-weight: 680; letter-spacing: -.015em; line-height: 1.2; margin: 0 0 var(--space); text-wrap: balance; overflow-wrap: anywhere; hyphens: auto; }
h2 { font-size: 1.05rem; font-weight: 650; margin: 2.25rem 0 .6rem; overflow-wrap: anywhere; }
p { margin: 0 0 var(--space); text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: .15em; }
small, .muted { color: var(--muted); }
small { font-size: .875rem; }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
.lead { font-size: 1.06rem; }
.unseen { position: absolute; width: 1px; height: 1px; min-height: 0; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.25rem; padding-block: 1.25rem .5rem; }
header p { margin: 0; }
.brand { font-weight: 680; letter-spacing: -.01em; margin-inline-end: auto; }
.brand a, .brand span { display: inline-flex; align-items: center; gap: .6rem; min-height: 2rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.brand a:hover { text-decoration: underline; }
.brand img { height: 2rem; max-width: 8rem; object-fit: contain; }
.account { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .75rem; min-width: 0; max-width: 100%; font-size: .9rem; color: var(--muted); }
.account span { min-width: 0; overflow-wrap: anywhere; }
.account a { flex: none; color: inherit; padding-block: .3rem; }
.account button { flex: none; }
@media (max-width: 30rem) { .account { width: 100%; gap: 0 1.25rem; } .account span { flex-basis: 100%; } .account button.quiet { border: 0; padding-inline: 0; color: inherit; font-size: inherit; text-decoration: underline; text-underline-offset: .15em; } }
.title { display: flex; align-items: center; gap: .9rem; margin-block-end: var(--space); }
.title h1 { margin: 0; }
.mark { flex: none; width: 2.5rem; height: 2.5rem; color: var(--muted); fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; }
.mark .full { fill: currentColor; }
.mark .on-full { stroke: var(--surface); stroke-width: 3.5; }
.mark .dots { stroke-width: 4.5; }
.mark .dashed { stroke-dasharray: 6 5.5; stroke-linecap: butt; }
.mark.granted { color: var(--good); }
.mark.partial, .mark.unconfirmed { color: var(--warn); }
.mark.error { color: var(--bad); }
.note p { margin: .25rem 0 0; padding: .3rem .85rem; border-radius: var(--radius); font-size: .9rem; color: var(--warn); background: var(--warn-ground); }
.steps { display: flex; list-style: none; counter-reset: step; padding: 0; margin: 1.5rem 0 0; font-size: .9rem; color: var(--muted); }
.steps li { flex: 1; position: relative; counter-increment: step; text-align: center; padding-inline: .15rem; min-width: 0; }
.steps li::before { content: counter(step); position: relative; z-index: 1; display: grid; place-items: center; width: 1.75rem; height: 1.75rem; margin: 0 auto .35rem; border: 2px solid var(--line); border-radius: 50%; background: var(--ground); font-weight: 650; font-size: .85rem; }
.steps li + li::after { content: ""; position: absolute; top: calc(.875rem - 1px); inset-inline: -50% 50%; border-block-start: 2px solid var(--line); }
.steps .past::before { content: "✓" / ""; color: var(--accent); border-color: var(--accent); }
.steps .past + li::after { border-color: var(--accent); }
@media (max-width: 26rem) { .steps li:not([aria-current]) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; } }
.steps [aria-current] { color: var(--ink); font-weight: 650; }
.steps [aria-current]::before { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
main { background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) * 1.4); box-shadow: var(--shadow); margin-block-start: 1.5rem; padding: var(--pad); }
main > :last-child, main > form > :last-child { margin-block-end: 0; }
.plan { list-style: none; counter-reset: plan; margin: 0; padding: 0; }
.plan li { display: flex; gap: .75rem; counter-increment: plan; margin-block-end: .6rem; }
.plan li::before { content: counter(plan) "."; flex: none; min-width: 1.1rem; font-weight: 650; color: var(--accent); }
.request { margin-block-end: 1.75rem; padding-block-end: 1.5rem; border-block-end: 1px solid var(--line); }
.request div { display: flex; align-items: flex-start; gap: .9rem; }
.request img { flex: none; height: 2.5rem; max-width: 8rem; object-fit: contain; }
.request p { overflow-wrap: anywhere; }
.request h2 { margin-block-start: 1.25rem; }
.request > :last-child { margin: 1rem 0 0; }
.abilities { list-style: none; margin: 0; padding: 0; }
.abilities li { display: flex; gap: .6rem; margin-block-end: .25rem; }
.abilities li::before { content: "✓" / ""; flex: none; width: 1rem; font-weight: 700; color: var(--good); }
.abilities .cannot { color: var(--muted); }
.abilities .cannot::before { content: "–" / ""; color: inherit; }
.on { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .75rem 1.25rem; margin: 2rem 0 0; padding: 1rem 1.25rem; border-radius: var(--radius); background: var(--good-ground); color: var(--good); font-weight: 600; }
.cards { list-style: none; padding: 0; margin: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.cards a { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .6rem; height: 100%; padding: .85rem 1.1rem; border: 1px solid var(--line); border-radius: var(--radius); text-decoration: none; color: var(--ink); transition: border-color .15s, background-color .15s; }
.cards a:hover { border-color: var(--accent); background: var(--ground); }
.cards strong { font-weight: 650; }
.cards small { flex-basis: 100%; overflow-wrap: anywhere; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
legend { padding: 0; max-width: 100%; }
h2 small { font-weight: 400; margin-inline-start: .4rem; }
.calendars { list-style: none; padding: 0; margin: 0; border: 1px solid var(--line); border-radius: var(--radius); overflow: clip; }
.calendars li + li { border-block-start: 1px solid var(--line); }
.calendars li > * { display: flex; align-items: center; gap: .75rem; padding: .75rem 1rem; min-height: 3rem; }
.calendar { flex: 1; min-width: 0; display: flex; align-items: center; flex-wrap: wrap; gap: .3rem .5rem; }
.calendars label { cursor: pointer; }
.calendars label:hover { background: var(--ground); }
.calendars label:has(:disabled) { cursor: default; background: none; }
.calendars input { width: 1.35rem; height: 1.35rem; flex: none; margin: 0; accent-color: var(--accent); }
.calendars .name { flex: 1 1 6rem; min-width: 0; overflow-wrap: anywhere; text-align: -webkit-match-parent; text-align: match-parent; }
.tag { display: inline-block; font-size: .85rem; line-height: 1.5; border-radius: .85rem; padding: .05rem .65rem; color: var(--muted); border: 1px solid var(--line); font-weight: 500; }
.tag.good { color: var(--good); background: var(--good-ground); border-color: transparent; }
.tag.warn { color: var(--warn); background: var(--warn-ground); border-color: transparent; }
.filter { display: flex; flex-wrap: wrap; gap: .4rem .6rem; margin: 1.75rem 0 .75rem; }
.filter label, .filter small { flex-basis: 100%; }
.filter label { font-weight: 650; }
.filter input { flex: 1 1 12rem; font: inherit; min-width: 0; padding: .55rem .8rem; color: inherit; background: var(--surface); border: 1px solid var(--muted); border-radius: var(--radius); }
.selection { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1.25rem 0 -.75rem; }
button, .button { font: inherit; font-weight: 620; cursor: pointer; display: inline-block; min-height: 2.75rem; padding: .6rem 1.4rem; border-radius: var(--radius); border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); text-decoration: none; text-align: center; transition: filter .15s; }
button:hover, .button:hover { filter: brightness(1.1); }
button.quiet { min-height: 2.25rem; padding: .3rem .9rem; background: none; border-color: var(--muted); color: var(--ink); font-weight: 500; font-size: .95rem; }
@media (max-width: 30rem) { .filter button.quiet { flex: 1; } }
.filter button.quiet { min-height: 2.75rem; }
button.quiet:hover { background: var(--ground); filter: none; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: .85rem 1.5rem; margin: 1.75rem 0 0; }
.actions a:not(.button) { padding-block: .3rem; }
.actions form { display: contents; }
.ask { position: sticky; inset-block-end: 0; margin-inline: calc(-1 * var(--pad)); padding: .75rem var(--pad); background: var(--surface); border-block-start: 1px solid var(--line); border-radius: 0 0 calc(var(--radius) * 1.4) calc(var(--radius) * 1.4); }
.ask button { min-height: 2.75rem; }
main:has(.ask) { padding-block-end: 0; }
@media (max-height: 24rem) { .ask { padding-block: .35rem; } }
@media (max-width: 30rem) { .ask { gap: .6rem; } .ask button { padding-inline: .7rem; } .ask button:not(.quiet) { flex: 1; line-height: 1.3; } .actions .button, .actions form button { width: 100%; } }
.meaning { margin: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); }
.meaning div { padding: 1rem 1.1rem; border: 1px solid var(--line); border-radius: var(--radius); }
.meaning dd { margin: .6rem 0 0; display: flex; gap: .6rem; }
.meaning dd::before { content: "✓" / ""; flex: none; width: 1rem; font-weight: 700; color: var(--good); }
.meaning .cannot::before { content: "–" / ""; color: var(--muted); }
.next { margin: 1.75rem 0 -.5rem; }
.facts { margin: 2rem 0 0; padding-block-start: 1rem; border-block-start: 1px solid var(--line); font-size: .875rem; color: var(--muted); }
.reference { white-space: nowrap; font-size: 1rem; color: var(--ink); }
.progress { height: .35rem; border-radius: 99px; background: var(--line); overflow: clip; }
.progress::before { content: ""; display: block; height: 100%; width: 35%; border-radius: inherit; background: var(--accent); animation: progress 1.6s ease-in-out infinite alternate; }
@keyframes progress { from { margin-inline-start: 0; } to { margin-inline-start: 65%; } }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important; } .progress::before { width: 60%; } }
@media (forced-colors: active) { .note p { border: 1px solid; } button:not(.quiet), .button { border-width: 3px; } .steps [aria-current]::before { outline: 2px solid; } .progress::before { background: Highlight; } }
`
