/**
 * This file was generated from edge/sandbox/inspector/inspector.css by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** What the emulator's inspector adds to the stylesheet of every page. */
export const inspectorStylesheet: string = `/* The inspector adds this to page.css. It has two columns on wide screens. */
:root {
  --good: light-dark(#0f6435, #86dba9);
  --good-soft: light-dark(#e0f3e7, #16331f);
  --warn: light-dark(#7a4a06, #f2c57f);
  --warn-soft: light-dark(#fcefd9, #38290f);
  --bad: light-dark(#a31621, #ff9d9d);
  --bad-soft: light-dark(#fde6e6, #431a1d);
}
main {
  max-width: 82rem;
  padding: 1rem clamp(0.75rem, 2.5vw, 2rem) 3rem;
}
h1 {
  margin: 0.5rem 0;
}
h2 {
  margin: 0 0 0.5rem;
}
h3 {
  margin: 0.75rem 0 0.25rem;
  font-size: 0.875rem;
  font-weight: 600;
  color: var(--quiet);
}
p {
  margin: 0.5rem 0;
}
ul,
li {
  margin: 0;
}
ol {
  padding: 0;
  list-style: none;
}
small {
  font-size: 0.875rem;
}
code,
pre {
  font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace;
  font-size: 0.875rem;
}
.quiet {
  color: var(--quiet);
  font-size: 0.875rem;
}
nav ul {
  display: flex;
  flex-wrap: wrap;
  gap: 0.375rem;
  margin: 0.75rem 0;
}
nav a {
  display: block;
  padding: 0.375rem 0.75rem;
  border: 1px solid var(--faint);
  border-radius: 99px;
  color: inherit;
  font-size: 0.875rem;
  text-decoration: none;
}
nav a:hover {
  border-color: var(--focus);
}
nav a[aria-current] {
  border-color: var(--ink);
  background: var(--ink);
  color: var(--paper);
}
.message:empty {
  display: none;
}
.message {
  padding: 0.625rem 0.875rem;
  border-radius: 0.5rem;
  background: var(--good-soft);
  color: var(--good);
  font-weight: 600;
}
.message.bad {
  background: var(--bad-soft);
  color: var(--bad);
}
.columns {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 2rem;
  align-items: start;
}
@media (min-width: 60rem) {
  .columns {
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
  }
}
.columns > div {
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 1.5rem;
}
.follow {
  display: flex;
  gap: 0.75rem;
  align-items: center;
  min-height: 2.25rem;
}
.follow p {
  flex: 1;
  min-width: 0;
  margin: 0;
  color: var(--quiet);
  font-size: 0.875rem;
}
.live {
  display: none;
}
.is-live .live {
  display: block;
}
button,
nav a,
summary {
  -webkit-tap-highlight-color: transparent;
}
button {
  width: auto;
  min-height: 2.25rem;
  padding: 0.25rem 0.875rem;
  background: var(--soft);
  font-size: 0.9375rem;
  text-align: center;
}
button[aria-pressed="true"] {
  background: var(--ink);
  color: var(--paper);
}
.buttons {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  align-items: end;
  margin: 0.5rem 0;
}
.buttons a {
  padding: 0.375rem 0.25rem;
}
.field {
  flex: 1 1 9rem;
  margin: 0.5rem 0;
}
.buttons .field {
  flex: 1 1 4rem;
  margin: 0;
}
.buttons > form.buttons {
  flex: 1 1 11rem;
  flex-wrap: nowrap;
  margin: 0;
}
.buttons .buttons {
  margin: 0;
}
label {
  display: block;
  font-size: 0.875rem;
  color: var(--quiet);
}
input:not([type="hidden"]),
select {
  display: block;
  width: 100%;
  min-width: 0;
  height: auto;
  min-height: 2.25rem;
  padding: 0.25rem 0.5rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--paper);
  color: inherit;
  font: inherit;
  font-size: 0.9375rem;
}
.requests,
.accounts,
.calendars,
.decisions,
.set {
  margin: 0.5rem 0;
  border: 1px solid var(--faint);
  border-radius: 0.625rem;
}
.decisions > li,
.set > li {
  padding: 0.5rem 0.75rem;
}
summary {
  display: flex;
  gap: 0.625rem;
  align-items: baseline;
  padding: 0.5rem 0.75rem;
  cursor: pointer;
  border-radius: 0.625rem;
  list-style: none;
}
summary::-webkit-details-marker {
  display: none;
}
summary::before {
  content: "›";
  flex: none;
  width: 0.625rem;
  color: var(--quiet);
  transition: rotate 0.12s;
}
[open] > summary::before {
  rotate: 90deg;
}
@media (prefers-reduced-motion: reduce) {
  summary::before {
    transition: none;
  }
}
summary:hover {
  background: var(--soft);
}
summary:focus-visible {
  outline-offset: -3px;
}
.line {
  flex: 1;
  min-width: 0;
}
.status {
  flex: none;
  min-width: 3rem;
  padding: 0 0.375rem;
  border-radius: 0.375rem;
  background: var(--soft);
  font-size: 0.875rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  text-align: center;
}
.status.good,
.tag.good {
  background: var(--good-soft);
  color: var(--good);
}
.status.warn {
  background: var(--warn-soft);
  color: var(--warn);
}
.status.bad {
  background: var(--bad-soft);
  color: var(--bad);
}
.tag {
  flex: none;
  padding: 0 0.5rem;
  border-radius: 99px;
  background: var(--soft);
  color: var(--quiet);
  font-size: 0.8125rem;
  white-space: nowrap;
}
summary:hover .tag:not(.good),
summary:hover .status:not(.good, .warn, .bad) {
  background: var(--faint);
  color: var(--ink);
}
.inside {
  padding: 0 0.75rem 0.75rem;
}
pre {
  max-height: 24rem;
  margin: 0.25rem 0;
  padding: 0.625rem 0.75rem;
  overflow: auto;
  border-radius: 0.5rem;
  background: var(--soft);
  white-space: pre-wrap;
}
.calendars {
  max-height: 42rem;
  overflow: auto;
}
.calendars > li {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 0.625rem;
  align-items: baseline;
  padding: 0.375rem 0.75rem;
}
.requests > li + li,
.accounts > li + li,
.calendars > li + li,
.decisions > li + li,
.set > li + li {
  border-top: 1px solid var(--faint);
}
.calendars .line {
  flex: 1 1 10rem;
}
.set small {
  margin-top: 0.125rem;
}
section > details {
  border: 1px dashed var(--faint);
  border-radius: 0.625rem;
  font-size: 0.9375rem;
}
.beginning {
  margin: 0.25rem 0 0.75rem;
}
.beginning pre {
  margin: 0.25rem 0.75rem 0.75rem;
}
.pages {
  display: flex;
  gap: 1rem;
}
@media (max-width: 30rem) {
  .accounts summary {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
  }
  .accounts summary .tag {
    grid-column: 2;
    justify-self: start;
  }
}
`
