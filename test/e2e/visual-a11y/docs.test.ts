import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, type TestContext, test } from 'vitest'
import { APIS, GUIDE, PAGES } from '../../../docs/pages.ts'
import { DATA_CENTER_IDS, DATA_CENTERS } from '../../../src/index.ts'
import { COVERAGE } from '../../sandbox/coverage/index.ts'
import { ROOT } from '../../scripts/run.ts'
import { operationsOf, resolveResponse } from '../reference.ts'
import { openSite, type Site } from '../site.ts'
import { collectIssues } from '../test-user.ts'
import { runAxe } from './run-axe.ts'

const TIMEOUT_MS = 30_000

/** What Redoc says of itself in the console. */
const REDOC_BANNER = /^console: \n?%c Redoc %c/

/** What axe finds in Redoc's pages and no stylesheet mends: a list of examples is named by its purpose, not by its choice. */
const KNOWN_REDOC_VIOLATIONS = ['label-content-name-mismatch']

let site: Site

beforeAll(async () => {
  site = await openSite()
})

afterAll(() => site?.close())

/** A reader: a browser of their own, and the check that it never attempted to ask another host, and broke no policy. */
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

/** Opens a page; where it is Redoc's, waits until its script has run. */
async function open(page: Page, name: string): Promise<void> {
  await page.goto(`${site.origin}/${name}`)
  // What was rendered at build time says so until Redoc's script has taken it over.
  await page.waitForFunction(() => !document.querySelector('#redoc')?.textContent?.includes('Loading...'))
}

async function findViolations(page: Page): Promise<string[]> {
  const { violations, checkedRules } = await runAxe(page)
  expect(checkedRules).toEqual(expect.arrayContaining(['color-contrast', 'document-title']))
  return violations
}

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

describe.concurrent('every page', () => {
  test('attempts no request to another host, not even of what it may never load, and breaks no rule', async (context) => {
    const { page, expectNoIssues } = await openContext(context)
    for (const { name, title } of PAGES) {
      await open(page, `${name}.html`)
      expect(await page.title()).toContain(title)
      expect(await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')).toContain(
        "default-src 'none'",
      )
      // What a browser may fetch ahead, without a request that this test would see.
      expect(await page.locator('link:not([rel="stylesheet"]):not([rel="icon"])').count()).toBe(0)
    }
    expectNoIssues()
  })

  test.for([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 320 },
  ] as const)('is accessible, and as wide as the window: %o', async ({ colorScheme, width }, context) => {
    const { page } = await openContext(context, { colorScheme, viewport: { width, height: 800 } })
    for (const { name } of GUIDE) {
      await open(page, `${name}.html`)
      await page.evaluate(() => {
        for (const one of document.querySelectorAll('details')) one.open = true
      })
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width)
      expect(await findViolations(page), name).toEqual([])
    }
    for (const reference of site.references) {
      // Redoc has a color for each method.
      const byMethod = new Map(operationsOf(reference).map(({ method, place }) => [method, place]))
      expect([...byMethod.keys()].sort(), reference.api.name).toEqual(['get', 'post'])
      for (const place of byMethod.values()) {
        await open(page, `${reference.api.name}.html${place}`)
        await page.locator(`[data-section-id="${place.slice(1)}"]`).waitFor()
        expect(await page.evaluate(() => document.documentElement.scrollWidth), place).toBe(width)
        const found = await findViolations(page)
        const unknown = found.filter((one) => !KNOWN_REDOC_VIOLATIONS.some((id) => one.startsWith(`${id}:`)))
        expect(unknown, place).toEqual([])
      }
    }
  })

  test('follows the colours of the system, Redoc too', async (context) => {
    const { page } = await openContext(context)
    for (const name of ['index', 'cronofy-api']) {
      await page.emulateMedia({ colorScheme: 'light' })
      await open(page, `${name}.html`)
      expect(await background(page), name).toBe('rgb(246, 247, 249)')
      await page.emulateMedia({ colorScheme: 'dark' })
      await open(page, `${name}.html`)
      expect(await background(page), name).toBe('rgb(20, 23, 28)')
    }
    const sidebar = page.locator('#redoc .menu-content')
    expect(await sidebar.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(29, 34, 41)')
  })

  test('has a skip link that shows when it is reached, and a focus that can be seen', async (context) => {
    const { page } = await openContext(context)
    for (const name of ['index', 'cronofy-api']) {
      await open(page, `${name}.html`)
      await page.keyboard.press('Tab')
      const skip = page.getByRole('link', { name: 'Skip to the content' })
      expect(await skip.evaluate((element) => element === document.activeElement), name).toBe(true)
      expect((await skip.boundingBox())?.y, name).toBeGreaterThanOrEqual(0)
      expect(await skip.evaluate((element) => getComputedStyle(element).outlineStyle), name).toBe('solid')
      await page.keyboard.press('Enter')
      expect(await page.evaluate(() => document.activeElement?.tagName), name).toBe('MAIN')
    }
    await page.getByRole('heading', { name: 'The flow' }).waitFor()
  })

  test('has links that lead somewhere: every file, every fragment, and addresses with https', async (context) => {
    const { page } = await openContext(context)
    const links: { from: string; to: URL }[] = []
    const places = new Map<string, Set<string>>()
    for (const { name } of PAGES) {
      await open(page, `${name}.html`)
      const { urls, ids } = await page.evaluate(() => ({
        urls: [...document.querySelectorAll<HTMLAnchorElement & HTMLScriptElement>('a, link, script[src], img')].map(
          (element) => element.href || element.src,
        ),
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => `#${id}`),
      }))
      if (GUIDE.some((one) => one.name === name)) expect(ids, name).toEqual([...new Set(ids)])
      places.set(`/${name}.html`, new Set(ids))
      links.push(...urls.map((url) => ({ from: name, to: new URL(url) })))
    }
    for (const { name } of APIS) {
      // Here a fragment is a place that Redoc goes to, and then its entry in the navigation is the active one.
      const pageLinks = links
        .filter(({ from, to }) => from === name && to.hash.startsWith('#/'))
        .map(({ to }) => to.hash)
      expect(pageLinks.length, name).toBeGreaterThan(4)
      for (const place of new Set(pageLinks)) {
        await open(page, `${name}.html${place}`)
        await page.locator(`#redoc .menu-content a[href="${place}"] [data-active="true"]`).waitFor()
        places.get(`/${name}.html`)?.add(place)
      }
    }
    const broken: string[] = []
    for (const { from, to } of links) {
      if (to.origin === site.origin) {
        const known = places.get(to.pathname)
        if (known === undefined && (await fetch(to)).status !== 200) broken.push(`${from}: ${to.pathname}`)
        if (to.hash !== '' && known?.has(to.hash) !== true) broken.push(`${from}: ${to.pathname}${to.hash}`)
      } else if (
        to.protocol !== 'https:' &&
        !['localhost:3000', 'localhost:8787', '127.0.0.1:4010'].includes(to.host)
      ) {
        broken.push(`${from}: ${to.href}`)
      }
    }
    expect(links.length).toBeGreaterThan(PAGES.length * 10)
    expect(broken).toEqual([])
  })
})

describe.concurrent("the guide has, from the code's own tables,", () => {
  test.for<[name: string, texts: readonly string[]]>([
    ['regions', DATA_CENTER_IDS.flatMap((id) => Object.values(DATA_CENTERS[id]))],
    ['return', ['granted', 'partial', 'rejected', 'unconfirmed']],
    ['errors', ['untrusted_redirect', 'Do not send the user there', 'on_outcome_failed', 'AuthorizationError']],
    ['sandbox', COVERAGE.map(({ id }) => id)],
  ])('%s', async ([name, texts], context) => {
    const { page } = await openContext(context)
    await open(page, `${name}.html`)
    const text = (await page.locator('main').textContent()) ?? ''
    expect(texts.length).toBeGreaterThan(3)
    expect(texts.filter((one) => !text.includes(one))).toEqual([])
  })

  test('the sequence of the six steps, which is described for whoever does not see it', async (context) => {
    const { page } = await openContext(context, { viewport: { width: 320, height: 800 } })
    await open(page, 'index.html')
    const diagram = page.getByRole('img', { name: 'The six steps, and what has to follow' })
    const { width } = (await diagram.boundingBox()) ?? { width: 0 }
    expect(width).toBeGreaterThan(260)
    expect(await diagram.locator('desc').textContent()).toMatch(/Step 1: User to Cronofy.*Step 6: User to Cronofy/)
    expect(await diagram.locator('.step').allTextContents()).toEqual(['1', '2', '3', '4', '5', '6'])
  })
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
      await open(page, `${name}.html${operation.place}`)
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
      await open(page, `${name}.html${operation.place}`)
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
  await open(page, 'cronofy-api.html')
  const text = await page.locator('#redoc').innerText()
  for (const id of DATA_CENTER_IDS) {
    expect(text).toContain(`${DATA_CENTERS[id].country}\nhttps://${DATA_CENTERS[id].apiHost}`)
  }
})

test("Cronofy's API shows the source of a field", async (context) => {
  const { page } = await openContext(context, { viewport: { width: 1280, height: 900 } })
  await open(page, 'cronofy-api.html#/oauth/revoketoken')
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
    const response = await fetch(`${site.origin}/${name}.yaml`)
    expect(await response.text()).toBe(await readFile(join(ROOT, description), 'utf8'))
  }
})
