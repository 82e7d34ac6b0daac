/**
 * This file was generated from edge/sandbox/http/page.css by `npm run generate`.
 * Do not make direct changes to the file.
 */

/** The stylesheet of the emulator's pages. */
export const pageStylesheet: string = `/* Every page of the emulator, in light and dark mode, from 320 px. Long lists scroll, so that the buttons below stay near. */
:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1b22, #ececf2);
  --paper: light-dark(#ffffff, #17171c);
  --quiet: light-dark(#5a5a68, #a9a9b8);
  --line: light-dark(#8a8a98, #7a7a8a);
  --faint: light-dark(#d9d9e3, #3a3a46);
  --soft: light-dark(#f4f4f8, #212129);
  --link: light-dark(#1d4ed8, #93b4ff);
  --focus: light-dark(#1d4ed8, #93b4ff);
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font:
    1rem / 1.5 system-ui,
    sans-serif;
  overflow-wrap: anywhere;
}
.sandbox {
  margin: 0;
  padding: 0.75rem 1rem;
  border-bottom: 0.25rem solid #1b1b22;
  background: #ffd84d;
  color: #1b1b22;
  font-size: 1.125rem;
  text-align: center;
}
main {
  max-width: 36rem;
  margin: 0 auto;
  padding: 1rem;
}
h1 {
  font-size: 1.5rem;
  line-height: 1.25;
}
h2,
legend {
  font-size: 1.125rem;
  font-weight: 600;
}
p,
dl {
  margin: 0.75rem 0;
}
a {
  color: var(--link);
}
ul {
  margin: 0.5rem 0 1.25rem;
  padding: 0;
  list-style: none;
}
li {
  margin: 0.5rem 0;
}
small {
  display: block;
  color: var(--quiet);
}
code {
  font-size: 0.9375em;
}
.facts {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 0.25rem 1rem;
  padding: 0.75rem;
  border-radius: 0.5rem;
  background: var(--soft);
}
.facts dt {
  color: var(--quiet);
}
.facts dd {
  margin: 0;
}
.hint {
  color: var(--quiet);
}
.big {
  display: inline-block;
  padding: 0.625rem 1rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  font-weight: 600;
}
.calendar {
  display: flex;
  gap: 0.75rem;
  align-items: start;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
}
.calendar input {
  flex: none;
  width: 1.25rem;
  height: 1.25rem;
  margin: 0.125rem 0 0;
  accent-color: var(--focus);
}
.calendar span {
  min-width: 0;
}
label.calendar {
  cursor: pointer;
}
fieldset {
  min-width: 0;
  margin: 0;
  padding: 0;
  border: 0;
}
legend {
  padding: 0;
}
legend small,
.calendar small {
  display: inline;
  margin-inline-start: 0.25rem;
  font-weight: 400;
  font-size: 0.875rem;
}
button {
  display: block;
  width: 100%;
  min-height: 2.75rem;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: transparent;
  color: inherit;
  font: inherit;
  text-align: start;
  cursor: pointer;
}
button[hidden] {
  display: none;
}
button:hover,
label.calendar:hover,
.big:hover {
  border-color: var(--focus);
}
.actions {
  display: grid;
  grid-auto-flow: column;
  grid-auto-columns: minmax(0, 1fr);
  gap: 0.75rem;
  margin: 1.25rem 0;
}
.actions button {
  padding-inline: 0.25rem;
  background: var(--soft);
  text-align: center;
  font-weight: 600;
}
.long {
  max-height: max(18rem, 55vh);
  padding: 0 0.75rem;
  overflow: auto;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
}
.skip:not(:focus) {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
}
:focus-visible {
  outline: 3px solid var(--focus);
  outline-offset: 2px;
}
`
