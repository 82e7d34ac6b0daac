/**
 * Links to the descriptions of the APIs. In a repository they open the file, and on the site the reference that is built from it.
 *
 * @module
 */
import type { MarkdownRenderer } from 'vitepress'

const REFERENCES: readonly (readonly [file: RegExp, url: string])[] = [
  [/^(?:\.\.\/)+edge\/worker\/openapi\.yaml$/, '/api/service/'],
  [/^(?:\.\.\/)+openapi\.yaml$/, '/api/cronofy/'],
]

/** Replaces links to the two files by links to their references. */
export function linkToReferences(md: MarkdownRenderer): void {
  md.core.ruler.push('references', ({ tokens }) => {
    for (const link of tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === 'link_open')) {
      const reference = REFERENCES.find(([file]) => file.test(link.attrGet('href') ?? ''))
      if (reference === undefined) continue
      link.attrSet('href', reference[1])
      // The references are pages of their own, so the router of VitePress must not open them.
      link.attrSet('target', '_self')
    }
  })
}
