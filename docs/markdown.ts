/**
 * Markdown to HTML: headings that can be linked to, code that is highlighted by classes, tables that scroll on their own.
 *
 * @module
 */

import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import http from 'highlight.js/lib/languages/http'
import json from 'highlight.js/lib/languages/json'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import { raw } from 'hono/html'
import MarkdownIt from 'markdown-it'
import type { Markup } from '../edge/worker/pages/parts/markup.ts'

hljs.registerLanguage('sh', bash)
hljs.registerLanguage('http', http)
hljs.registerLanguage('json', json)
hljs.registerLanguage('ts', typescript)
hljs.registerLanguage('html', xml)

/** The guide's own files: HTML in them is meant. */
const guide = new MarkdownIt({ html: true, highlight: highlightCode })
guide.core.ruler.push('heading_ids', ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') token.attrSet('id', idOf(tokens[index + 1]?.content ?? ''))
  }
})
// A table that is wider than a phone scrolls by itself, by keyboard too.
guide.renderer.rules['table_open'] = () => '<div class="table" role="group" aria-label="Table" tabindex="0"><table>\n'
guide.renderer.rules['table_close'] = () => '</table></div>\n'

/** Texts of other files: what looks like HTML in them is text. */
const prose = new MarkdownIt({ html: false })

/** Renders a page of the guide. */
export function renderMarkdown(text: string): string {
  return guide.render(text)
}

/** Renders a sentence from the source: code and emphasis, without a paragraph around it. */
export function renderProse(text: string): Markup {
  return raw(prose.renderInline(text))
}

/** The id of a heading. */
export function idOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** @throws Error where the language is missing, misspelt or not registered above */
function highlightCode(code: string, language: string): string {
  if (hljs.getLanguage(language) === undefined)
    throw new Error(`Cannot highlight code: "${language}" is not registered`)
  // It may be wider than the page: to be scrolled by keyboard, it has to take the focus.
  return `<pre tabindex="0"><code>${hljs.highlight(code, { language }).value}</code></pre>`
}
