import { html } from 'hono/html'
import { PATHS } from '../http/paths.ts'
import { renderDocument } from './parts/document.ts'
import type { Markup } from './parts/markup.ts'
import { type PageStatus, renderStatusMark } from './parts/status-mark.ts'
import type { PageAccount, PageProps, WizardStep } from './view-models.ts'

/** The name on pages without a brand. */
const DEFAULT_BRAND_NAME = 'Extended Permissions'

const WIZARD_STEPS: readonly WizardStep[] = ['connect', 'choose', 'allow', 'done']

/**
 * Renders a whole page: its head, the brand, the signed-in account, the progress bar, the title, and `main`. Templates of
 * an application can use it.
 *
 * @param main The content below the title.
 * @param status Shown as a shape beside the title.
 */
export function renderLayout(props: PageProps, main: Markup, status?: PageStatus): Markup {
  const { title, step, locale, brand, homeUrl, account, sandbox } = props
  const { messages } = locale
  const name = brand.name ?? DEFAULT_BRAND_NAME
  const number = new Intl.NumberFormat(locale.tag)
  const position =
    step === undefined
      ? ''
      : ` – ${messages.layout.position(number.format(WIZARD_STEPS.indexOf(step) + 1), number.format(WIZARD_STEPS.length))}`
  const head = html`<link rel="stylesheet" href="${PATHS.stylesheet}">`
  const logo = brand.logo === undefined ? '' : html`<img src="${brand.logo}" alt="" referrerpolicy="no-referrer">`
  const home = html`${logo}<bdi>${name}</bdi>`
  const href = brand.url ?? homeUrl
  return renderDocument(
    { locale, title: `${title}${position} – ${name}`, head },
    html`<header>
      <p class="brand">${href === undefined ? html`<span>${home}</span>` : html`<a href="${href}">${home}</a>`}</p>
      ${account === undefined ? '' : renderAccount(account, messages.layout)}
    </header>
    ${sandbox ? html`<aside class="note"><p>${messages.layout.sandbox}</p></aside>` : ''}
    ${step === undefined ? '' : renderProgress(step, messages.layout)}
    <main>
      ${status === undefined ? html`<h1>${title}</h1>` : html`<div class="title">${renderStatusMark(status)}<h1>${title}</h1></div>`}
      ${main}
    </main>`,
  )
}

function renderAccount(
  { name, signOutUrl, disconnectUrl }: PageAccount,
  messages: PageProps['locale']['messages']['layout'],
): Markup {
  const label = html`<span><bdi>${name === '' ? messages.unnamedAccount : name}</bdi></span>`
  const disconnect = disconnectUrl === undefined ? '' : html`<a href="${disconnectUrl}">${messages.disconnect}</a>`
  if (signOutUrl === undefined) return html`<p class="account">${label} ${disconnect}</p>`
  return html`<form class="account" method="post" action="${signOutUrl}">
        ${label}
        ${disconnect}
        <button class="quiet">${messages.signOut}</button>
      </form>`
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
