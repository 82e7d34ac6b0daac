import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Description, forReaders, operationIds } from '../../docs/description.ts'
import { readFields, readUnion } from '../../docs/doc-comments.ts'
import { formatPolicy, GUIDE_POLICY, redocPolicy, renderHeaders } from '../../docs/headers.ts'
import { renderMarkdown, renderProse } from '../../docs/markdown.ts'
import { APIS, GUIDE } from '../../docs/pages.ts'
import { fillParts, PARTS } from '../../docs/parts.ts'
import { takeApart } from '../../docs/redoc.ts'
import { DATA_CENTER_IDS } from '../../src/data-centers.ts'
import { ERRORS } from '../../src/error-codes.ts'
import { COVERAGE } from '../sandbox/coverage/index.ts'
import { ROOT } from '../scripts/run.ts'

describe('the guide', () => {
  test('has a page for every file, and a file for every page', async () => {
    const files = await readdir(join(ROOT, 'docs/guide'))
    expect(files.sort()).toEqual(GUIDE.map(({ name }) => `${name}.md`).sort())
  })

  test('uses every part', async () => {
    const texts = await Promise.all(GUIDE.map(({ name }) => readFile(join(ROOT, 'docs/guide', `${name}.md`), 'utf8')))
    const used = [...texts.join('\n').matchAll(/^<!-- (.*) -->$/gm)].map(([, name]) => name)
    expect(used.sort()).toEqual(Object.keys(PARTS).sort())
  })

  test('names no part that there is not', async () => {
    await expect(fillParts('<!-- regoins -->')).rejects.toThrow('there is no part "regoins"')
  })
})

test('every address of the sandbox in the guide and the README is a route', async () => {
  const files = ['README.md', ...GUIDE.map(({ name }) => `docs/guide/${name}.md`)]
  const text = (await Promise.all(files.map((file) => readFile(join(ROOT, file), 'utf8')))).join('\n')
  const named = [...text.matchAll(/(?:localhost|127\.0\.0\.1):4010(\/[\w/.-]+)/g)].map(([, path = '']) => path)
  const routes = COVERAGE.filter(({ kind }) => kind === 'route').flatMap(({ routes }) => routes)
  const paths = new Set(routes.map((route) => route.split(' ')[1]?.replace('/{id}', '/')))
  const dataCenter = new RegExp(`^/(?:${DATA_CENTER_IDS.join('|')})(?=/)`)
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((path) => !paths.has(path.replace(dataCenter, '')))).toEqual([])
})

describe('renderMarkdown()', () => {
  test('refuses code in a language that it cannot highlight', () => {
    expect(() => renderMarkdown('```cobol\nSTOP RUN\n```')).toThrow('"cobol" is not registered')
  })

  test('highlights by classes alone, gives headings ids, and lets code and tables be scrolled by keyboard', () => {
    const page = renderMarkdown('## What it *is*\n\n```ts\nconst a = 1\n```\n\n| a |\n|---|\n| b |\n')
    expect(page).toContain('<h2 id="what-it-is">What it <em>is</em></h2>')
    expect(page).toContain('<pre tabindex="0"><code><span class="hljs-keyword">const</span>')
    expect(page).toMatch(/<div class="table"[^>]* tabindex="0"><table>/)
    expect(page).not.toContain('style=')
  })
})

test('renderProse() takes what looks like HTML for text', () => {
  expect(String(renderProse('`a` <script>alert(1)</script>'))).toBe(
    '<code>a</code> &lt;script&gt;alert(1)&lt;/script&gt;',
  )
})

describe('doc comments', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'comments-'))
  })

  afterEach(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['a member without a comment', "type A =\n  /** One. */\n  | 'one'\n  | 'two'", "'two' has no comment"],
    ['another union', "type A = 'one' | 1", "'one' has no comment"],
    ['no union', 'type A = string', 'it is no union'],
    ['another name', "type B = 'one' | 'two'", 'it is not in'],
  ])('readUnion() refuses %s', async (_, text, issue) => {
    const file = join(folder, 'a.ts')
    await writeFile(file, text)
    expect(() => readUnion(file, 'A')).toThrow(issue)
  })

  test('readFields() refuses a field without a comment', async () => {
    const file = join(folder, 'a.ts')
    await writeFile(file, 'interface A {\n  /** One. */\n  one: string\n  two: string\n}')
    expect(() => readFields(file, 'A')).toThrow('two has no comment')
  })

  test('show every code of a provider error', () => {
    const { members } = readUnion('src/error-codes.ts', 'ProviderErrorCode')
    expect(members.map(({ name }) => name)).toContain('plan_required')
    for (const { name } of members) expect(Object.keys(ERRORS)).toContain(name)
  })
})

describe('forReaders()', () => {
  test.each(APIS)('puts samples and sources into a copy: $description', async ({ description: file }) => {
    const text = await readFile(join(ROOT, file), 'utf8')
    const description = parse(text) as Description
    const [operationId = ''] = operationIds(description)
    const shown = forReaders(description, [{ operationId, language: 'go', label: 'Go', source: 'go()' }])
    const operations = Object.values(shown.paths).flatMap((methods) => Object.values(methods))
    expect(operations[0]).toMatchObject({ 'x-codeSamples': [{ lang: 'go', label: 'Go', source: 'go()' }] })
    for (const response of Object.values(shown.components.responses)) {
      const source = response['x-source']
      if (source === undefined) expect(response.description).not.toContain('source:')
      else expect(response.description.endsWith(`\n\n**source:** \`${source}\``)).toBe(true)
    }
    expect(description).toEqual(parse(text))
  })
})

describe('takeApart()', () => {
  const page = (logo: string) => `
<style></style>
<!-- body -->
<div id="redoc"><script>a</script><a href="/flow">Flow</a></div>
<script type="module">const hydrate = 1, logos = ['${logo}', '${logo}'];export{hydrate};
const __redoc_definition = {};
hydrate(__redoc_definition);</script>`

  test('refuses a page of another kind', () => {
    expect(() => takeApart('<html></html>')).toThrow('it has no "<!-- body -->"')
    expect(() => takeApart(page('https://cdn.example.com/logo.svg'))).toThrow('its logo has moved')
  })

  test('leaves no address of another host in the bundle, and names every script by its hash', () => {
    const { bundle, body, script, hashes } = takeApart(page('https://cdn.redoc.ly/redoc/logo-mini.svg'))
    expect(bundle).toBe("const hydrate = 1, logos = ['data:,', 'data:,'];export{hydrate};")
    expect(body).toContain('<a href="#/flow">')
    expect(script).toMatch(/^import \{ hydrate \} from '\.\/redoc\.js'\n/)
    expect(script).toMatch(/\nconst __redoc_definition = \{\};\nhydrate\(__redoc_definition\);$/)
    expect(hashes).toEqual(['sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='])
  })
})

describe('renderHeaders()', () => {
  const headers = renderHeaders(new Map([['/cronofy-api*', redocPolicy(['sha256-abc'])]]))

  test('takes the first policy away where a second one is in force', () => {
    expect(headers.split('\n')).toEqual([
      '/*',
      `  Content-Security-Policy: ${formatPolicy(GUIDE_POLICY)}; frame-ancestors 'none'`,
      '  X-Content-Type-Options: nosniff',
      '  Referrer-Policy: no-referrer',
      '/cronofy-api*',
      '  ! Content-Security-Policy',
      `  Content-Security-Policy: ${formatPolicy(redocPolicy(['sha256-abc']))}; frame-ancestors 'none'`,
      '',
    ])
  })

  test('allows a script of ours, and no other in a page but by its hash', () => {
    expect(formatPolicy(GUIDE_POLICY)).not.toMatch(/script-src|unsafe|http/)
    expect(headers).toContain("script-src 'self' 'sha256-abc'")
    expect(headers).not.toMatch(/script-src[^;]*unsafe|https?:/)
  })
})
