import { html } from 'hono/html'
import type { Markup } from './parts/markup.ts'
import type { Step, View } from './view-models.ts'

/** What the pages are called when nobody says whose they are. */
const NAMELESS = 'Extended Permissions'

/** The steps that a person goes through, in their order. */
const STEPS: readonly Step[] = ['connect', 'choose', 'allow', 'done']

/**
 * The frame around every page: its head, whose it is, who is signed in, and the line of steps. A page of one's own can
 * have it too.
 *
 * @param main What goes below the title.
 */
export function renderFrame({ title, step, language, brand, account, sandbox }: View, main: Markup): Markup {
  const { code, texts } = language
  const name = brand.name ?? NAMELESS
  const number = new Intl.NumberFormat(language.locale)
  const position =
    step === undefined
      ? ''
      : ` – ${texts.frame.position(number.format(STEPS.indexOf(step) + 1), number.format(STEPS.length))}`
  return html`<!doctype html>
<html lang="${code}" dir="${texts.frame.direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}${position} – ${name}</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <header>
      <p class="brand"><a href="/">${
        brand.logo === undefined ? '' : html`<img src="${brand.logo}" alt="" referrerpolicy="no-referrer">`
      }<bdi>${name}</bdi></a></p>
      ${
        account === undefined
          ? ''
          : html`<form class="account" method="post" action="${account.signOut}">
        <span><bdi>${account.name}</bdi></span>
        <button class="quiet">${texts.frame.signOut}</button>
      </form>`
      }
    </header>
    ${sandbox ? html`<aside class="note"><p>${texts.frame.sandbox}</p></aside>` : ''}
    ${step === undefined ? '' : renderSteps(step, texts.frame)}
    <main>
      <h1>${title}</h1>
      ${main}
    </main>
  </body>
</html>`
}

/** Where the person is: in words, too, for whoever sees no colours. */
function renderSteps(current: Step, texts: View['language']['texts']['frame']): Markup {
  const at = STEPS.indexOf(current)
  return html`<nav aria-label="${texts.steps}">
      <ol class="steps">
        ${STEPS.map((step, index) =>
          index === at
            ? html`<li aria-current="step"><span>${texts[step]}</span></li>`
            : index < at
              ? html`<li class="past"><span class="unseen">${texts.finished} </span><span>${texts[step]}</span></li>`
              : html`<li><span>${texts[step]}</span></li>`,
        )}
      </ol>
    </nav>`
}
