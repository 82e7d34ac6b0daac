/**
 * The pages of the guide, read from their Markdown.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { slugify } from '../../docs/.vitepress/slugify.ts'
import { ROOT } from '../scripts/run.ts'

/** A page of the guide. */
export interface GuidePage {
  /** `docs/guides/tokens.md`. */
  readonly path: string
  readonly text: string
  /** The frontmatter. */
  readonly fields: Readonly<Record<string, string>>
  /** The anchors of its headings. */
  readonly anchors: ReadonlySet<string>
}

/** A code block of a page. */
export interface CodeBlock {
  readonly language: string
  /** The file in brackets: `[cronofy.ts]`. */
  readonly file: string | undefined
  readonly code: string
}

/** The path of every page. The library reference is not among them, because it is generated. */
export const GUIDE_PATHS: readonly string[] = readdirSync(join(ROOT, 'docs'), { recursive: true })
  .map((name) => `docs/${String(name).replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.md') && !/node_modules|\/reference\/library\//.test(name))
  .sort()

/** Reads a page, or another Markdown file of the project. */
export function readPage(path: string): GuidePage {
  const text = readFileSync(join(ROOT, path), 'utf8').replaceAll('\r\n', '\n')
  const [, frontmatter = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? []
  const fields = [...frontmatter.matchAll(/^(\w+): "?(.*?)"?$/gm)].map(([, name = '', value = '']) => [name, value])
  return { path, text, fields: Object.fromEntries(fields), anchors: readAnchors(text) }
}

/** Reads the code blocks of a page, those in lists too. */
export function readCodeBlocks(text: string): CodeBlock[] {
  return [...text.matchAll(/^( *)```(\w+)(?: \[([^\n]+)\])?\n(.*?)^\1```$/gms)].map(
    ([, indent = '', language = '', file, code = '']) => ({
      language,
      file,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  )
}

function readAnchors(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)) {
    // A link or code in a heading counts with its text.
    const slug = slugify(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'))
    let anchor = slug
    for (let index = 1; anchors.has(anchor); index++) anchor = `${slug}-${index}`
    anchors.add(anchor)
  }
  return anchors
}

/** A page without its code blocks. */
export function withoutCode(text: string): string {
  return text.replaceAll(/^( *)```.*?^\1```$/gms, '')
}
