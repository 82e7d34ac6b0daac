import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup: what a page, or a part of one, renders to. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** The steps that a person goes through. */
export const STEPS = ['Connect', 'Choose', 'Allow', 'Done'] as const

/** A page of the connect app. */
export interface PageOptions {
  title: string
  /** Which step the person is at. */
  step?: (typeof STEPS)[number] | undefined
  /** Whether somebody is signed in, and so can sign out: the name to show. */
  signedInAs?: string | undefined
  /** Whether a sandbox stands in for the provider. */
  sandbox: boolean
  main: Markup
}

/** The frame around every page. */
export function renderPage({ title, step, signedInAs, sandbox, main }: PageOptions): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Extended Permissions</title>
    <link rel="stylesheet" href="/style.css">
  </head>
  <body>
    <header>
      <p class="brand"><a href="/">Extended Permissions</a></p>
      ${sandbox ? html`<p class="note">Sandbox: no real calendar is touched</p>` : ''}
      ${
        signedInAs === undefined
          ? ''
          : html`<form class="account" method="post" action="/sign-out">
        <span><bdi>${signedInAs}</bdi></span>
        <button class="quiet">Sign out</button>
      </form>`
      }
    </header>
    ${step === undefined ? '' : renderSteps(step)}
    <main>
      <h1>${title}</h1>
      ${main}
    </main>
  </body>
</html>`
}

function renderSteps(current: (typeof STEPS)[number]): Markup {
  return html`<nav aria-label="Progress">
      <ol class="steps">
        ${STEPS.map((step) => (step === current ? html`<li aria-current="step">${step}</li>` : html`<li>${step}</li>`))}
      </ol>
    </nav>`
}
