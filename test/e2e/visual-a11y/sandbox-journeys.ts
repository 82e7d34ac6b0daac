/**
 * The ways through the sandbox's own pages, those that a flow leads past and the inspector.
 *
 * @module
 */
import type { TestEnv } from '../test-env.ts'
import type { Journey } from './journeys.ts'
import type { PageDriver } from './page-driver.ts'

/** Somebody whose way to the provider's pages goes wrong. */
export async function* sandboxErrorsJourney(driver: PageDriver): Journey {
  const { page, testEnv } = driver
  await driver.open(testEnv.sandbox)
  yield 'sandbox'
  await driver.open(`${testEnv.sandbox}/oauth/authorize?client_id=${'nobody'.repeat(40)}`)
  yield expectStatus(driver, 400, 'authorize, refused')
  await driver.beginConnecting('us')
  await setValue(driver, 'button[name=account]', 'made-up')
  await driver.press('button[name=account]')
  yield expectStatus(driver, 400, 'authorize, unknown account')

  await driver.open(`${testEnv.sandbox}/us/permissions/pr_us_made_up`)
  yield expectStatus(driver, 404, 'access page, unknown')
  await driver.open(await requestPermissions(testEnv, 'hostile'))
  await setValue(driver, 'button[name=decision]', 'made-up')
  await driver.press('button[name=decision]')
  yield expectStatus(driver, 400, 'access page, no decision')
  await driver.press('main a')
  yield expectStatus(driver, 200, 'access page')

  await control(testEnv, 'PUT', 'behaviors', { partial_acceptance: false })
  for (const [account, state] of [
    ['hostile', 'access page, all or none'],
    ['many-calendars', 'access page, all or none of many'],
  ] as const) {
    await driver.open(await requestPermissions(testEnv, account))
    yield expectStatus(driver, 200, state)
  }
  const expired = page.url()
  await control(testEnv, 'POST', 'clock', { advance_seconds: 3600 })
  await driver.open(expired)
  yield expectStatus(driver, 410, 'access page, expired')
}

/** A developer with the inspector, from an empty one to one that is full. */
export async function* inspectorJourney(driver: PageDriver): Journey {
  const { page, testEnv } = driver
  const inspector = `${testEnv.sandbox}/sandbox`
  const openAll = () =>
    page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
    })
  testEnv.reset()
  await driver.open(inspector)
  yield 'inspector, empty'

  for (const account of ['hostile', 'many-calendars', 'google']) await requestPermissions(testEnv, account)
  await control(testEnv, 'PUT', 'faults', [
    { route: 'GET /v1/userinfo', fault: 'status', status: 503, count: 3, data_center: 'us' },
    { route: 'GET /v1/calendars', fault: 'reset', share: 0.5 },
  ])
  await fetch(`${testEnv.sandbox}/v1/userinfo`)
  await fetch(`${testEnv.sandbox}/nowhere/${'long'.repeat(60)}?${encodeURIComponent('<script>')}`)
  await driver.open(`${inspector}?data_center=us`)
  await openAll()
  yield 'inspector, full'

  // Its script sends the form, and stays on the page.
  await page.locator('form[action$="/inspector/clock"] button[name=advance_seconds]').first().click()
  await page.locator('#message:not(:empty)').waitFor()
  yield 'inspector, done'
  await driver.open(`${inspector}?before=soon`)
  yield expectStatus(driver, 422, 'inspector, refused')
  await driver.open(`${inspector}?data_center=nowhere`)
  yield expectStatus(driver, 404, 'inspector, unknown data center')
  for (let index = 0; index < 60; index++) await fetch(`${testEnv.sandbox}/de/nowhere/${index}`)
  await driver.open(`${inspector}?data_center=de&before=40`)
  yield 'inspector, older'
}

/** An application asks for every calendar of an account; resolves to the address of the access page. */
async function requestPermissions(testEnv: TestEnv, account: string): Promise<string> {
  const { access_token } = (await control(testEnv, 'POST', 'tokens', { account, data_center: 'us' })) as Token
  const ids = Object.keys(await testEnv.permissionLevels('us', account)).filter((id) => !id.endsWith('_old'))
  const response = await fetch(`${testEnv.sandbox}/us/v1/permissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({
      permissions: ids.map((calendar_id) => ({ calendar_id, permission_level: 'unrestricted' })),
      redirect_uri: `${testEnv.worker}/connect/permissions/return?request=made-up`,
    }),
  })
  const { permissions_request } = (await response.json()) as { permissions_request: { url: string } }
  return permissions_request.url
}

interface Token {
  readonly access_token: string
}

async function control(testEnv: TestEnv, method: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${testEnv.sandbox}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`Cannot prepare the sandbox: ${path} answered ${response.status}`)
  return response.json()
}

/** Gives the buttons another value, as somebody might who has the browser's tools open. */
async function setValue({ page }: PageDriver, selector: string, value: string): Promise<void> {
  await page.locator(selector).evaluateAll((buttons, value) => {
    for (const button of buttons) button.setAttribute('value', value)
  }, value)
}

function expectStatus({ page, status }: PageDriver, expected: number, state: string): string {
  if (status() === expected) return state
  throw new Error(`Cannot go on: ${page.url()} answered ${status()}, which is not "${state}"`)
}
