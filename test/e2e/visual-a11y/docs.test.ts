import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { LIBRARY_PAGES, SECTIONS } from '../../../docs/.vitepress/sidebar.ts'
import { APIS } from '../../../docs/api/apis.ts'
import { SITE } from '../../../docs/build.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/index.ts'
import { execute, launch } from '../../helpers/child-process.ts'
import { waitForHttp } from '../../helpers/wait-for-http.ts'
import { findFreePort } from '../../scripts/port.ts'
import { ROOT } from '../../scripts/run.ts'
import { resolveTool } from '../../scripts/tool.ts'
import { operationsOf, resolveResponse } from '../reference.ts'
import { openSite, type Site } from '../site.ts'
import { collectIssues } from '../test-user.ts'
import { runAxe } from './run-axe.ts'

const TIMEOUT_MS = 30_000

/** What Redoc prints to the console. */
const REDOC_BANNER = /^console: \n?%c Redoc %c/

/** In pages of VitePress and Redoc, some buttons have a name that differs from their text. No setting changes that. */
const KNOWN_VIOLATION = /^label-content-name-mismatch: /

/** Pages that have each kind of content: text, code, tables, pictures, many headings. */
const SAMPLE_PAGES = [
  '/index.html',
  '/reference/errors.html',
  '/reference/library/library.html',
  '/guides/rate-limits.html',
]

let site: Site

beforeAll(async () => {
  site = await openSite()
})

afterAll(() => site?.close())

/** A reader with a browser, and a check that no page requested anything from another host or violated its policy. */
async function openContext({ onTestFinished }: TestContext, options: BrowserContextOptions = {}) {
  const context = await site.browser.newContext(options)
  onTestFinished(() => context.close())
  context.setDefaultTimeout(TIMEOUT_MS)
  const issues = await collectIssues(context)
  const attempts: string[] = []
  context.on('request', (request) => void attempts.push(request.url()))
  return {
    page: await context.newPage(),
    expectNoIssues() {
      expect(attempts.length).toBeGreaterThan(0)
      expect(attempts.filter((url) => !url.startsWith(`${site.origin}/`) && !url.startsWith('data:'))).toEqual([])
      expect(issues.filter((issue) => !REDOC_BANNER.test(issue))).toEqual([])
    },
  }
}

/** Opens a page, and waits until VitePress or Redoc has taken it over. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(site.origin + path, { waitUntil: 'load' })
  await page.waitForFunction(() => {
    const redoc = document.querySelector('#redoc')
    if (redoc !== null) return !redoc.textContent?.includes('Loading...')
    return '__vue_app__' in (document.querySelector('#app') ?? {})
  })
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations, checkedRules } = await runAxe(page)
  expect(checkedRules).toEqual(expect.arrayContaining(['color-contrast', 'document-title']))
  return violations.filter((one) => !KNOWN_VIOLATION.test(one))
}

const readHtml = (path: string) => readFile(join(SITE, path), 'utf8')

test('the types of the site are correct', async () => {
  const [program, ...args] = resolveTool('tsc')
  const { code, output } = await execute(program, [...args, '-p', join(ROOT, 'docs')])
  expect(output).toBe('')
  expect(code).toBe(0)
})

test('has every page of the sidebar, and a page for each entry point of the library', () => {
  const listed = SECTIONS.flatMap(([, entries]) => entries.map(([path]) => `/${path}.html`))
  expect(site.pages).toEqual(
    [
      ...listed,
      ...LIBRARY_PAGES.map(([name]) => `/reference/library/${name}.html`),
      ...['/404.html', '/api/cronofy/index.html', '/api/service/index.html'],
    ].sort(),
  )
})

test('every page allows scripts by their source or hash only, and nothing from another host', async () => {
  for (const path of site.pages) {
    const html = await readHtml(path)
    const [, policy = ''] =
      /<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]*)">/i.exec(html) ?? []
    expect(policy, path).toMatch(/^default-src 'none'; base-uri 'none'; form-action 'none'; /)
    expect(policy, path).toMatch(/script-src 'self'(?: 'sha256-[\w+/]{43}=')+$/)
    expect(policy, path).not.toMatch(/https?:|unsafe-eval|\*/)
  }
})

test('every link leads to a page, and to an anchor on it', async () => {
  const pages = new Map(await Promise.all(site.pages.map(async (path) => [path, await readHtml(path)] as const)))
  const broken: string[] = []
  let links = 0
  for (const [path, html] of pages) {
    for (const [, href = ''] of html.matchAll(/<a\b[^>]* href="([^"]*)"/g)) {
      const { origin, pathname, hash } = new URL(href.replaceAll('&amp;', '&'), `https://site.example${path}`)
      if (origin !== 'https://site.example') {
        if (!/^https:|^http:\/\/(?:localhost|127\.0\.0\.1):\d+/.test(href)) broken.push(`${path}: ${href}`)
        continue
      }
      links++
      const target = pathname.endsWith('/') ? `${pathname}index.html` : pathname
      const found = pages.get(target)
      if (found === undefined && (await readHtml(target).catch(() => undefined)) === undefined)
        broken.push(`${path}: ${href}`)
      // Redoc uses fragments for its own navigation.
      const isAnchor = hash !== '' && !target.startsWith('/api/')
      if (isAnchor && found?.includes(` id="${decodeURIComponent(hash.slice(1))}"`) === false)
        broken.push(`${path}: ${href}`)
    }
  }
  expect(links).toBeGreaterThan(1000)
  expect(broken).toEqual([])
})

describe.concurrent('every page', () => {
  test.for([
    { name: 'a light desktop', options: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' } },
    { name: 'a dark phone', options: { viewport: { width: 320, height: 700 }, colorScheme: 'dark' } },
  ] as const)('fits $name, is accessible, and requests nothing from another host', async ({ options }, context) => {
    const { page, expectNoIssues } = await openContext(context, options)
    const issues: string[] = []
    for (const path of site.pages.filter((name) => !name.startsWith('/api/'))) {
      await open(page, path)
      const headings = await page.locator('h1').count()
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (headings !== 1) issues.push(`${path}: ${headings} headings of the first level`)
      if (width !== options.viewport.width) issues.push(`${path}: ${width} px wide`)
      issues.push(...(await findViolations(page)).map((violation) => `${path}: ${violation}`))
    }
    expect(issues).toEqual([])
    expectNoIssues()
  })

  test('of the API references is accessible, and requests nothing from another host', async (context) => {
    const { page, expectNoIssues } = await openContext(context)
    for (const reference of site.references) {
      // Redoc has a color for each method.
      const byMethod = new Map(operationsOf(reference).map(({ method, place }) => [method, place]))
      expect([...byMethod.keys()].sort(), reference.api.name).toEqual(['get', 'post'])
      for (const place of byMethod.values()) {
        await open(page, `/api/${reference.api.name}/${place}`)
        expect(await findViolations(page), place).toEqual([])
      }
    }
    await page.setViewportSize({ width: 320, height: 700 })
    for (const { name } of APIS) {
      await open(page, `/api/${name}/`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(320)
    }
    expectNoIssues()
  })

  test('can be read without scripts', async (context) => {
    const { page } = await openContext(context, { javaScriptEnabled: false })
    for (const path of SAMPLE_PAGES) {
      await page.goto(site.origin + path)
      const text = await page.locator('main').innerText()
      expect(text.length, path).toBeGreaterThan(500)
      expect(await page.locator('main').isVisible(), path).toBe(true)
      expect(await page.getByRole('link', { name: 'Service API' }).first().isVisible(), path).toBe(true)
    }
    for (const [api, operation] of [
      ['cronofy', 'POST /v1/permissions'],
      ['service', 'POST /permission-requests/complete'],
    ]) {
      await page.goto(`${site.origin}/api/${api}/`)
      // Locators by text leave `noscript` out.
      const operations = page.locator('noscript')
      expect(await operations.isVisible(), api).toBe(true)
      expect(await operations.innerText(), api).toContain(`${operation}:`)
    }
  })

  test('has a skip link that shows when it is reached', async (context) => {
    const { page } = await openContext(context)
    for (const path of ['/index.html', '/api/cronofy/']) {
      await open(page, path)
      await page.keyboard.press('Tab')
      const skip = page.getByRole('link', { name: /^Skip to (?:the )?content$/ })
      expect(await skip.evaluate((element) => element === document.activeElement), path).toBe(true)
      expect((await skip.boundingBox())?.y, path).toBeGreaterThanOrEqual(0)
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.matches('main, #VPContent')), path).toBe(true)
    }
  })
})

test('the search finds a page, by keyboard alone', async (context) => {
  const { page, expectNoIssues } = await openContext(context)
  await open(page, '/index.html')
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox').fill('rate limits')
  await page.locator('#localsearch-list [role="option"], .results li').first().waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/rate-limits\.html/)
  expectNoIssues()
})

test('the theme of the reader can be changed, and stays', async (context) => {
  const { page, expectNoIssues } = await openContext(context, {
    colorScheme: 'light',
    viewport: { width: 1280, height: 900 },
  })
  await open(page, '/index.html')
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await background()
  await page.getByRole('switch', { name: /theme/i }).first().click()
  await expect.poll(background).not.toBe(light)
  await open(page, '/status.html')
  expect(await background()).not.toBe(light)
  expectNoIssues()
})

test('llms.txt lists every page, and each is there as Markdown', async () => {
  const list = await readFile(join(SITE, 'llms.txt'), 'utf8')
  for (const path of SECTIONS.flatMap(([, entries]) => entries.map(([entry]) => entry))) {
    if (path === 'index') continue
    expect(list).toContain(`(/${path.replace(/\/index$/, '')}.md)`)
  }
  for (const [, path = ''] of list.matchAll(/\]\((\/[^)]+\.md)\)/g)) {
    expect((await fetch(site.origin + path)).status, path).toBe(200)
  }
})

test('a host that reads _headers sends what a page cannot say of itself', async ({ onTestFinished }) => {
  const port = await findFreePort()
  const origin = `http://127.0.0.1:${port}`
  const [program, ...args] = resolveTool('wrangler')
  const running = launch(program, [
    ...args,
    'dev',
    ...['--config', join(ROOT, 'docs/wrangler.jsonc'), '--assets', SITE],
    ...['--ip', '127.0.0.1', '--port', String(port), '--show-interactive-dev-session=false'],
  ])
  onTestFinished(async () => {
    running.child.kill()
    await running.ended
  })
  await waitForHttp(`${origin}/status`, running)
  for (const path of ['/status', '/api/service/']) {
    const { status, headers } = await fetch(origin + path)
    expect(status, path).toBe(200)
    expect(headers.get('content-security-policy'), path).toBe("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('no-referrer')
  }
})

describe.concurrent.each(APIS)('$title', ({ name }) => {
  const reference = () => {
    const found = site.references.find(({ api }) => api.name === name)
    if (found === undefined) throw new Error(`Cannot look at ${name}: it was not built`)
    return found
  }

  test('shows every operation, and the source of it and of each answer', async (context) => {
    const { page, expectNoIssues } = await openContext(context, { viewport: { width: 1280, height: 900 } })
    const { description } = reference()
    const operations = operationsOf(reference())
    const seen = new Set<string>()
    expect(operations.length).toBeGreaterThan(2)
    for (const operation of operations) {
      await open(page, `/api/${name}/${operation.place}`)
      await page.getByRole('heading', { level: 2 }).filter({ hasText: operation.summary }).waitFor()
      const section = page.locator(`[data-section-id="${operation.place.slice(1)}"]`)
      const panel = section.locator('.panel-request-samples')
      expect(await panel.innerText()).toMatch(new RegExp(`^${operation.method}\\n${operation.path}`, 'i'))
      const [, source] = /\nsource: (\w+)\n+Request\n/.exec(await section.innerText()) ?? []
      expect(source, operation.operationId).toBe(operation['x-source'])
      for (const [status, response] of Object.entries(operation.responses)) {
        const { 'x-source': source } = '$ref' in response ? resolveResponse(description, response.$ref) : response
        if ('$ref' in response && seen.has(response.$ref)) continue
        if ('$ref' in response) seen.add(response.$ref)
        await section.getByRole('tab', { name: status }).first().click()
        const [, text = ''] = (await section.innerText()).split('\nResponses\n')
        const [, shown] = /\nsource: (\w+)/.exec(text.split('\nBody')[0] ?? '') ?? []
        expect(shown, `${operation.operationId} ${status}`).toBe(source)
      }
    }
    expectNoIssues()
  })

  test('shows the lines of each program, by its language', async (context) => {
    const { page } = await openContext(context, { viewport: { width: 1280, height: 900 } })
    const { samples } = reference()
    expect(samples.length).toBeGreaterThan(1)
    for (const operation of operationsOf(reference())) {
      const ownSamples = samples.filter(({ operationId }) => operationId === operation.operationId)
      if (ownSamples.length === 0) continue
      await open(page, `/api/${name}/${operation.place}`)
      const panel = page.locator(`[data-section-id="${operation.place.slice(1)}"] .panel-request-samples`)
      // The first is that of the servers.
      const language = panel.locator('[aria-haspopup="menu"]').nth(1)
      for (const { label, source } of ownSamples) {
        if (ownSamples.length > 1 || operation.requestBody !== undefined) {
          await language.click()
          await page.getByRole('menuitem', { name: label, exact: true }).click()
        }
        const lines = panel.locator('pre')
        await lines.filter({ hasText: source.split('\n')[0] ?? '' }).waitFor()
        expect(await lines.textContent()).toBe(source)
      }
    }
  })
})

test("Cronofy's API shows the six servers", async (context) => {
  const { page } = await openContext(context, { viewport: { width: 1280, height: 900 } })
  await open(page, '/api/cronofy/')
  const text = await page.locator('#redoc').innerText()
  for (const id of DATA_CENTER_IDS) {
    expect(text).toContain(`${DATA_CENTERS[id].country}\nhttps://${DATA_CENTERS[id].apiHost}`)
  }
})

test("Cronofy's API shows the source of a field", async (context) => {
  const { page } = await openContext(context, { viewport: { width: 1280, height: 900 } })
  await open(page, '/api/cronofy/#/oauth/revoketoken')
  const mediaType = page.locator('[id="oauth/revoketoken/request/body"] [aria-haspopup="menu"]')
  for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
    await mediaType.click()
    await page.getByRole('menuitem', { name: type, exact: true }).click()
    for (const [field, source] of Object.entries({ token: 'documented', token_type_hint: 'guess' })) {
      const text = await page.locator(`[id="oauth/revoketoken/t=request&ct=${type}&path=${field}"]`).innerText()
      expect(text, type).toContain(`\nsource: ${source}\n`)
    }
  }
})

test('the descriptions can be taken along as they were committed', async () => {
  for (const { name, description } of APIS) {
    const response = await fetch(`${site.origin}/api/${name}/openapi.yaml`)
    expect(await response.text()).toBe(await readFile(join(ROOT, description), 'utf8'))
  }
})
