import { html } from 'hono/html'
import { renderDocument } from './parts/document.ts'
import type { Markup } from './parts/markup.ts'
import { PATHS } from './paths.ts'
import type { PageProps, WizardStep } from './view-models.ts'

/** The name on pages without a brand. */
const DEFAULT_BRAND_NAME = 'Extended Permissions'

const WIZARD_STEPS: readonly WizardStep[] = ['connect', 'choose', 'allow', 'done']

/**
 * Renders a whole page: its head, the brand, the signed-in account, the progress bar, the title, and `main`. Templates of
 * an application can use it.
 *
 * @param main The content below the title.
 */
export function renderLayout({ title, step, locale, brand, account, sandbox }: PageProps, main: Markup): Markup {
  const { messages } = locale
  const name = brand.name ?? DEFAULT_BRAND_NAME
  const number = new Intl.NumberFormat(locale.tag)
  const position =
    step === undefined
      ? ''
      : ` – ${messages.layout.position(number.format(WIZARD_STEPS.indexOf(step) + 1), number.format(WIZARD_STEPS.length))}`
  const head = html`<link rel="stylesheet" href="${PATHS.stylesheet}">`
  return renderDocument(
    { locale, title: `${title}${position} – ${name}`, head },
    html`<header>
      <p class="brand"><a href="${PATHS.home}">${
        brand.logo === undefined ? '' : html`<img src="${brand.logo}" alt="" referrerpolicy="no-referrer">`
      }<bdi>${name}</bdi></a></p>
      ${
        account === undefined
          ? ''
          : html`<form class="account" method="post" action="${account.signOutUrl}">
        <span><bdi>${account.name === '' ? messages.layout.unnamedAccount : account.name}</bdi></span>
        <button class="quiet">${messages.layout.signOut}</button>
      </form>`
      }
    </header>
    ${sandbox ? html`<aside class="note"><p>${messages.layout.sandbox}</p></aside>` : ''}
    ${step === undefined ? '' : renderProgress(step, messages.layout)}
    <main>
      <h1>${title}</h1>
      ${main}
    </main>`,
  )
}

/** The progress bar. Screen readers get its state in words. */
function renderProgress(current: WizardStep, messages: PageProps['locale']['messages']['layout']): Markup {
  const currentIndex = WIZARD_STEPS.indexOf(current)
  return html`<nav aria-label="${messages.steps}">
      <ol class="steps">
        ${WIZARD_STEPS.map((step, index) =>
          index === currentIndex
            ? html`<li aria-current="step"><span>${messages[step]}</span></li>`
            : index < currentIndex
              ? html`<li class="past"><span class="unseen">${messages.completed} </span><span>${messages[step]}</span></li>`
              : html`<li><span>${messages[step]}</span></li>`,
        )}
      </ol>
    </nav>`
}
