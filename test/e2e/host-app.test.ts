/** The module in an application's own pages, in a real browser: forms that scripts send, and strict session cookies. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchChromium } from './chromium.ts'
import { type FormPage, type HostApp, startHostApp } from './host-app.ts'
import { HEADINGS } from './test-user.ts'

/** Submits the form by a script in place of the browser. `send` is a function body that has `form` and `fields`. */
const scripted = (send: string): FormPage => ({
  form: '',
  script: `document.querySelector('#start').addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const fields = new URLSearchParams(new FormData(form))
  try { ${send} } catch (error) { document.title = 'Failed: ' + error.message }
})`,
})

const PAGES = {
  plain: { form: '', script: '' },
  fetch: scripted(`const response = await fetch(form.action, { method: 'POST', body: fields })
  location.assign((await response.json()).url)`),
  // What htmx 2 sends, and what it does with the header.
  'htmx 2': scripted(`const request = new XMLHttpRequest()
  request.open('POST', form.action)
  request.setRequestHeader('HX-Request', 'true')
  request.setRequestHeader('HX-Current-URL', location.href)
  request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded')
  request.onload = () => { location.href = request.getResponseHeader('HX-Redirect') }
  request.send(fields)`),
  // htmx 4 uses fetch.
  'htmx 4': scripted(`const headers = { Accept: 'text/html', 'HX-Request': 'true', 'HX-Request-Type': 'full' }
  const response = await fetch(form.action, { method: 'POST', mode: 'same-origin', body: fields, headers })
  location.href = response.headers.get('HX-Redirect')`),
  // What Turbo 8 sends. It rejects a response that is neither a redirect nor an error.
  turbo: scripted(`const headers = { Accept: 'text/vnd.turbo-stream.html, text/html, application/xhtml+xml' }
  const response = await fetch(form.action, { method: 'POST', body: fields, headers, redirect: 'follow' })
  document.title = response.ok && !response.redirected ? 'Form responses must redirect' : 'Followed'`),
} as const satisfies Record<string, FormPage>

let browser: Browser
let app: HostApp

beforeAll(async () => {
  app = await startHostApp(PAGES)
  browser = await launchChromium()
})

beforeEach(() => app.reset())

afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function openForm(account: string, page: keyof typeof PAGES): Promise<Page> {
  const tab = await (await browser.newContext()).newPage()
  await tab.goto(`${app.origin}/login/${account}`)
  await tab.goto(`${app.origin}/settings?page=${page}`)
  expect(await tab.locator('#user').textContent()).toBe(account)
  return tab
}

describe.each(['plain', 'fetch', 'htmx 2', 'htmx 4'] as const)('a form that is sent by %s', (page) => {
  test('leads to the access page, and back to the outcome with a strict session cookie', async () => {
    const tab = await openForm('apple', page)
    const returns: { cookie: boolean; site: string | undefined }[] = []
    tab.on('request', async (request) => {
      if (!request.url().startsWith(`${app.origin}/permissions/return?`)) return
      const headers = await request.allHeaders()
      returns.push({ cookie: 'cookie' in headers, site: headers['sec-fetch-site'] })
    })
    await tab.getByRole('button', { name: 'Allow full access' }).click()
    await tab.getByRole('heading', { name: HEADINGS.access }).waitFor()
    expect(new URL(tab.url()).origin).toBe(app.sandbox)
    await tab.getByRole('button', { name: 'Accept all' }).click()
    await tab.waitForURL(`${app.origin}/settings?permission_status=*`)
    expect(tab.url()).toBe(`${app.origin}/settings?permission_status=granted`)
    // The browser withholds the cookie from the first load, and sends it with the second.
    expect(returns).toEqual([
      { cookie: false, site: 'cross-site' },
      { cookie: true, site: 'same-origin' },
    ])
    expect(await tab.locator('#user').textContent()).toBe('apple')
    expect(app.outcomes).toMatchObject([{ status: 'granted', subject: 'apple' }])
    await tab.context().close()
  })

  test('leads to return_to at once with an Enterprise Connect account', async () => {
    const tab = await openForm('enterprise', page)
    await tab.getByRole('button', { name: 'Allow full access' }).click()
    await tab.waitForURL(`${app.origin}/settings?permission_status=granted`)
    expect(await tab.locator('#user').textContent()).toBe('enterprise')
    expect(app.outcomes).toMatchObject([{ status: 'granted', subject: 'enterprise' }])
    await tab.context().close()
  })
})

test('a form that Turbo sends begins the flow, but stays on its page, so it needs data-turbo="false"', async () => {
  const tab = await openForm('apple', 'turbo')
  await tab.getByRole('button', { name: 'Allow full access' }).click()
  await expect.poll(() => tab.title()).toBe('Form responses must redirect')
  expect(tab.url()).toBe(`${app.origin}/settings?page=turbo`)
  expect(await app.providerCalls()).toContain('POST /de/v1/permissions 200')
  expect(app.outcomes).toEqual([])
  await tab.context().close()
})

test('a rejected request returns with a strict session cookie, too', async () => {
  const tab = await openForm('apple', 'plain')
  await tab.getByRole('button', { name: 'Allow full access' }).click()
  await tab.getByRole('button', { name: 'Reject' }).click()
  await tab.waitForURL(`${app.origin}/settings?permission_status=rejected`)
  expect(app.outcomes).toMatchObject([{ status: 'rejected', subject: 'apple' }])
  await tab.context().close()
})
