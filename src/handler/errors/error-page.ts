/**
 * The pages that a handler shows by itself: an error, and a page that loads itself again. They have no stylesheet, because
 * they appear inside another application.
 *
 * @module
 */
import { refreshHeader } from '../http/navigation.ts'
import { insertApplicationName } from './application-name.ts'
import { ENGLISH_ERRORS } from './english.ts'
import { type ErrorCategory, errorMessage, type TitledText } from './error-messages.ts'
import type { PublicError } from './public-error.ts'

/** Where an error page leads. */
export interface ErrorLinks {
  /** The URL at which the flow should have ended. It is checked against `allowedReturnUrls`. */
  readonly returnTo: string
  /** The URL at which the user can try again. Empty for the page itself. `undefined` if trying again does not help. */
  readonly retryUrl: string | undefined
}

/** The texts of these pages in one language. Words in braces name the application: `{the application}`. */
export interface PageTexts {
  /** The language code (BCP 47). */
  readonly language: string
  /** The direction of the writing, for the `dir` attribute. */
  readonly direction: 'ltr' | 'rtl'
  /** The link to `returnTo`. */
  readonly toApplication: string
  /** The link that repeats the step. */
  readonly tryAgain: string
  /** The title and the link of a page that reloads itself. Users see it only if the browser does not reload. */
  readonly continue: string
  /** One text for each kind of error. */
  readonly errors: Readonly<Record<ErrorCategory, TitledText>>
}

/** The texts in English. */
export const ENGLISH_PAGE: PageTexts = {
  language: 'en',
  direction: 'ltr',
  toApplication: 'Go back to {the application}',
  tryAgain: 'Try again',
  continue: 'Continue',
  errors: ENGLISH_ERRORS,
}

/** Renders an error page. */
export function renderErrorPage({ code, status }: PublicError, links: ErrorLinks, texts: PageTexts): Response {
  const { title: titleText, text } = errorMessage(code, texts.errors)
  // The handlers do not know the application's name.
  const withoutName = (words: string) => insertApplicationName(words, undefined)
  const title = withoutName(titleText)
  const retry = links.retryUrl === undefined ? '' : `<p>${link(links.retryUrl, texts.tryAgain)}</p>`
  const content = `<h1>${escapeHtml(title)}</h1>
      <p role="alert">${escapeHtml(withoutName(text))}</p>
      <p>${link(links.returnTo, withoutName(texts.toApplication))}</p>
      ${retry}
      <p><small>${code}</small></p>`
  return htmlResponse(renderDocument(title, content, texts), { status })
}

/**
 * Renders a page that loads itself again at once. The second request comes from the same origin, so the browser sends
 * cookies with `SameSite=Strict`.
 */
export function renderReloadPage(request: Request, texts: PageTexts): Response {
  const content = `<p>${link('', texts.continue)}</p>`
  return htmlResponse(renderDocument(texts.continue, content, texts), {
    headers: { Refresh: refreshHeader(request), Vary: 'Sec-Fetch-Site' },
  })
}

function renderDocument(title: string, content: string, { language, direction }: PageTexts): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)}</title>
  </head>
  <body>
    <main>
      ${content}
    </main>
  </body>
</html>
`
}

function htmlResponse(
  html: string,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> },
): Response {
  const response = new Response(html, { status, headers })
  response.headers.set('Content-Type', 'text/html; charset=UTF-8')
  response.headers.append('Vary', 'Accept-Language')
  return response
}

function link(href: string, label: string): string {
  return `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}
