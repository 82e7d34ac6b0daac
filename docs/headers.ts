/**
 * What browsers are told beside the pages: the Content Security Policy of each, in the page itself, and in a `_headers` file
 * in the form that Cloudflare reads.
 *
 * @module
 */

/** A policy by its directives. */
export type Policy = Readonly<Record<string, string>>

/** Pages of the guide: styles and pictures of our own, and no script at all. */
export const GUIDE_POLICY: Policy = {
  'default-src': "'none'",
  'style-src': "'self'",
  'img-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
}

/**
 * Pages of Redoc: scripts that are files of ours, and the short ones in the page by their hashes. Redoc writes its styles into
 * the page, and has its icons with it as `data:`.
 */
export function redocPolicy(hashes: readonly string[]): Policy {
  return {
    ...GUIDE_POLICY,
    'script-src': ["'self'", ...hashes.map((hash) => `'${hash}'`)].join(' '),
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data:",
    'font-src': 'data:',
  }
}

/** A policy as it stands in a header, or in a page. */
export function formatPolicy(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; ')
}

/**
 * The `_headers` file: the guide's policy for everything, and another for the pages that need one. Where two rules match, their
 * values would be joined and both policies be in force, so the second takes the first away.
 *
 * @see https://developers.cloudflare.com/workers/static-assets/headers/
 */
export function renderHeaders(policies: ReadonlyMap<string, Policy>): string {
  const csp = (policy: Policy) =>
    // A page cannot say this of itself.
    `  Content-Security-Policy: ${formatPolicy({ ...policy, 'frame-ancestors': "'none'" })}`
  return [
    '/*',
    csp(GUIDE_POLICY),
    '  X-Content-Type-Options: nosniff',
    '  Referrer-Policy: no-referrer',
    ...[...policies].flatMap(([path, policy]) => [path, '  ! Content-Security-Policy', csp(policy)]),
    '',
  ].join('\n')
}
