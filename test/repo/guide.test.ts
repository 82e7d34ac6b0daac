import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SECTIONS } from '../../docs/.vitepress/sidebar.ts'
import { slugify } from '../../docs/.vitepress/slugify.ts'
import { GUIDE_PATHS, readCodeBlocks, readPage, withoutCode } from '../helpers/guide.ts'
import { ROOT } from '../scripts/run.ts'

const pages = GUIDE_PATHS.map(readPage)
const byPath = new Map(pages.map((page) => [page.path, page]))

/** Documents beside the guide. Their links work on a forge, where they are read. */
const documents = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'edge/template/README.md'].map(
  readPage,
)

test('the sidebar has every page once', () => {
  const listed = SECTIONS.flatMap(([, entries]) => entries.map(([path]) => `docs/${path}.md`))
  expect(listed.sort()).toEqual([...GUIDE_PATHS])
})

test.each(pages)(
  '$path has a description, and its title as its only heading of the first level',
  ({ fields, text }) => {
    expect(fields['description']?.length).toBeGreaterThan(20)
    expect(withoutCode(text).match(/^# .+$/gm)).toEqual([`# ${fields['title']}`])
  },
)

test.each([...pages, ...documents])('every link of $path leads to a file, and to a heading in it', (page) => {
  const broken: string[] = []
  for (const [, target = ''] of withoutCode(page.text).matchAll(/\]\(([^)\s]+)\)|(?:href|src|srcset)="([^"]+)"/g)) {
    if (/^https:\/\/|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]|^mailto:/.test(target)) continue
    // The API references are built beside the guide, so they exist on the site only.
    if (/^\/api\/(?:cronofy|service)\/(?:#.*)?$/.test(target) && page.path.startsWith('docs/')) continue
    const [file = '', anchor] = target.split('#')
    const path = file === '' ? page.path : posix.join(posix.dirname(page.path), file)
    const found = byPath.get(path) ?? documents.find((other) => other.path === path)
    if (page.path.startsWith('docs/') && path.endsWith('.md') && !byPath.has(path))
      broken.push(`${target}: not a page of the site`)
    else if (found === undefined ? !existsSync(join(ROOT, path)) : anchor !== undefined && !found.anchors.has(anchor))
      broken.push(target)
  }
  expect(broken).toEqual([])
})

test('README.md has at most 250 lines', () => {
  expect(readPage('README.md').text.trimEnd().split('\n').length).toBeLessThanOrEqual(250)
})

describe('code blocks', () => {
  const blocks = [...pages, ...documents].flatMap(({ path, fields, text }) =>
    readCodeBlocks(text).map((block) => ({ ...block, path, example: fields['example'] })),
  )

  test('no block exists twice', () => {
    const seen = new Map<string, string>()
    const twice: string[] = []
    for (const { path, code } of blocks.filter(({ code }) => code.trim().split('\n').length > 3)) {
      const first = seen.get(code)
      if (first !== undefined) twice.push(`${first} and ${path}: ${code.split('\n')[0]}`)
      seen.set(code, path)
    }
    expect(twice).toEqual([])
  })

  test.each(blocks.filter(({ file }) => file !== undefined))(
    '$path shows lines of $file as they are in the example that runs',
    ({ path, file, code, example }) => {
      expect(example, `${path} needs a field \`example\` with the folder of its files`).toBeDefined()
      const source = readFileSync(join(ROOT, example ?? '', file ?? ''), 'utf8')
      // A line `// …` leaves lines out.
      for (const part of code.trim().split(/^\s*(?:\/\/|#|<!--) …(?: -->)?$\n?/m)) {
        expect(withoutIndentation(source)).toContain(withoutIndentation(part).trim())
      }
    },
  )
})

/** Compares lines, and not how deep they are nested. */
function withoutIndentation(text: string): string {
  return text.replaceAll(/^[ \t]+/gm, '')
}

describe('slugify()', () => {
  test.each([
    ['What the return proves', 'what-the-return-proves'],
    ['`rate_limited`', 'rate_limited'],
    ["Cronofy's API: a guess?", 'cronofys-api-a-guess'],
    ['Origin: null', 'origin-null'],
    ['Schlüssel – neu', 'schlüssel--neu'],
  ])('returns the anchor that GitHub gives %j', (heading, anchor) => {
    expect(slugify(heading)).toBe(anchor)
  })
})
