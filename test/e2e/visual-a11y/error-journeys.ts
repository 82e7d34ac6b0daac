/**
 * The ways to the errors: those that a person, the provider or an attacker can really bring about, and then all by their
 * address.
 *
 * @module
 */
import type { DataCenter } from '../../../src/index.ts'
import { ERROR_CODES } from './error-codes.ts'
import type { Journey } from './journeys.ts'
import { type PageDriver, submitButtonOf, withoutQuery } from './page-driver.ts'

type Code = (typeof ERROR_CODES)[number]

/** What the provider may answer when it is asked for permissions, and what the person is told. */
const PROVIDER_FAULTS: readonly (readonly [Code, Readonly<Record<string, unknown>>])[] = [
  ['provider_bad_request', { fault: 'status', status: 400 }],
  ['account_token_rejected', { fault: 'status', status: 401 }],
  ['provider_not_found', { fault: 'status', status: 404 }],
  ['provider_validation_failed', { fault: 'status', status: 422 }],
  ['rate_limited', { fault: 'status', status: 429 }],
  ['provider_unavailable', { fault: 'status', status: 503 }],
  ['provider_unreachable', { fault: 'reset' }],
  ['invalid_provider_response', { fault: 'html' }],
  ['untrusted_redirect', { fault: 'foreign_url', url: 'https://evil.example/permissions' }],
]

/** One who is never signed in. */
export async function* connectErrorsJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  await driver.open('/nowhere')
  yield expectError(driver, 'not_found', 404)
  await driver.open('/connect/nowhere')
  yield expectError(driver, 'unknown_data_center', 404)
  await driver.open('/calendars')
  yield expectError(driver, 'not_signed_in', 401)
  await driver.open(`/connect/callback/${dataCenter}?state=made-up&code=made-up`)
  yield expectError(driver, 'invalid_authorization_response', 400)
  const token = { route: 'POST /oauth/token', fault: 'status' }
  for (const [code, status, pageStatus] of [
    ['invalid_grant', 400, 401],
    ['client_credentials_rejected', 401, 500],
    ['provider_unavailable', 503, 502],
  ] as const) {
    await driver.setFault({ ...token, status })
    await driver.connect(dataCenter, 'apple')
    yield expectError(driver, code, pageStatus)
  }
  await driver.setFault()
}

/** One who is signed in, and then meets everything that can go wrong. */
export async function* requestErrorsJourney(driver: PageDriver, dataCenter: DataCenter): Journey {
  const { page, testEnv } = driver
  await driver.connect(dataCenter, 'apple')
  await driver.submitSelection()
  yield expectError(driver, 'no_calendar_selected', 422)
  yield* tamperedFormJourney(driver)

  for (const [code, fault] of PROVIDER_FAULTS) {
    await driver.open('/calendars')
    await driver.setFault({ route: 'POST /v1/permissions', ...fault })
    await driver.requestAccess()
    yield expectError(driver, code)
    await driver.setFault()
  }
  await driver.setFault({ route: 'GET /v1/calendars', fault: 'status', status: 503 })
  await driver.open('/calendars')
  yield expectError(driver, 'provider_unavailable', 502)
  await driver.setFault()

  await driver.open('/connect/permissions/return?request=made-up')
  yield expectError(driver, 'invalid_sealed_request', 400)
  await page.goto('about:blank')
  await page.setContent(`<form method="post" action="${testEnv.worker}/sign-out"><button>Win</button></form>`)
  await driver.press(submitButtonOf('/sign-out'))
  yield expectError(driver, 'cross_site_request', 403)

  await driver.open('/calendars')
  await driver.requestAccess()
  const returnUrl = testEnv.returnUrl()
  await driver.connect(dataCenter, 'microsoft')
  await driver.open(returnUrl)
  yield expectError(driver, 'account_mismatch', 403)
}

async function* tamperedFormJourney(driver: PageDriver): Journey {
  const submitChanged = async (change: (form: HTMLFormElement) => void) => {
    await driver.open('/calendars')
    await driver.selectAll()
    await driver.page.locator('form[action$="/connect/permissions/start"]').evaluate(change)
    await driver.submitSelection()
  }
  await submitChanged((form) => {
    for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.value = 'cal_made_up'
  })
  yield expectError(driver, 'unknown_calendars', 422)
  await submitChanged((form) => {
    for (const field of form.querySelectorAll<HTMLInputElement>('[name=return_to]'))
      field.value = 'https://evil.example/'
  })
  yield expectError(driver, 'invalid_return_to', 400)
  await submitChanged((form) => {
    form.enctype = 'text/plain'
  })
  yield expectError(driver, 'unsupported_media_type', 415)
  await submitChanged((form) => {
    for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.value = 'x'.repeat(70_000)
  })
  yield expectError(driver, 'request_too_large', 413)
}

/** Every error by its address, as the module sends people to it. */
export async function* errorPagesJourney(driver: PageDriver, dataCenter: DataCenter | undefined): Journey {
  if (dataCenter !== undefined) await driver.connect(dataCenter, 'apple')
  for (const code of ERROR_CODES) {
    await driver.open(`/outcome?permission_status=error&permission_error=${code}`)
    yield expectError(driver, code)
  }
}

/** The code, if the page that is shown is of it: by its address, or by its status where the address says nothing. */
function expectError({ page, status }: PageDriver, code: Code, expected?: number): Code {
  const actual = new URL(page.url()).searchParams.get('permission_error')
  if (actual === code || (actual === null && status() === expected)) return code
  throw new Error(`Cannot go on: ${withoutQuery(page.url())} with status ${status()} is not the page of ${code}`)
}
