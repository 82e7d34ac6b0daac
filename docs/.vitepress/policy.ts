/**
 * Adds a Content Security Policy to each page as a `meta` element, because a static host may not send headers.
 *
 * @module
 */
import { createHash } from 'node:crypto'

/** A policy without `script-src`, which {@link withPolicy} adds. */
export type Policy = Readonly<Record<string, string>>

const COMMON: Policy = {
  'default-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/** The style that turns off transitions while VitePress switches between light and dark (from `@vueuse/core`). */
const TRANSITION_STYLE = 'sha256-skqujXORqzxt1aE0NNXxujEanPTX6raoqSscTV/Ww/Y='

/** VitePress highlights code with style attributes. Its search index is a script of the site. */
export const PAGES_POLICY: Policy = {
  ...COMMON,
  'connect-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  'style-src': `'self' '${TRANSITION_STYLE}'`,
  'style-src-attr': "'unsafe-inline'",
}

/** Redoc uses inline styles, and `data:` URLs for its icons and its font. */
export const REDOC_POLICY: Policy = {
  ...COMMON,
  'font-src': 'data:',
  'img-src': "'self' data:",
  'style-src': "'self' 'unsafe-inline'",
}

/** Returns the page with a policy that allows scripts of the site, and each inline script of the page by its hash. */
export function withPolicy(html: string, policy: Policy): string {
  const hashes = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
  const scripts = ["'self'", ...new Set(hashes)].join(' ')
  const content = Object.entries({ ...policy, 'script-src': scripts })
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ')
  return html.replace(
    /<meta charset="utf-8"\s*\/?>/i,
    `$&<meta http-equiv="Content-Security-Policy" content="${content}">`,
  )
}
