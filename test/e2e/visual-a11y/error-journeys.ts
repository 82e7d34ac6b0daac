/**
 * The ways to the errors: those that a person, the provider or an attacker can really bring about, and then all by their
 * address.
 *
 * @module
 */
import type { DataCenter } from '../../../src/index.ts'
import { ERROR_CODES } from './error-codes.ts'
import type { Journey } from './journeys.ts'
import { sendsFormTo, type Walker, withoutQuery } from './page-driver.ts'

type Code = (typeof ERROR_CODES)[number]

/** What the provider may answer when it is asked for permissions, and what the person is told. */
const ANSWERS: readonly (readonly [Code, Readonly<Record<string, unknown>>])[] = [
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
export async function* failsToConnect(walker: Walker, dataCenter: DataCenter): Journey {
  await walker.open('/nowhere')
  yield expectError(walker, 'not_found', 404)
  await walker.open('/connect/nowhere')
  yield expectError(walker, 'unknown_data_center', 404)
  await walker.open('/calendars')
  yield expectError(walker, 'not_signed_in', 401)
  await walker.open(`/connect/callback/${dataCenter}?state=made-up&code=made-up`)
  yield expectError(walker, 'invalid_authorization_response', 400)
  const token = { route: 'POST /oauth/token', fault: 'status' }
  for (const [code, status, told] of [
    ['invalid_grant', 400, 401],
    ['client_credentials_rejected', 401, 500],
    ['provider_unavailable', 503, 502],
  ] as const) {
    await walker.fault({ ...token, status })
    await walker.connect(dataCenter, 'apple')
    yield expectError(walker, code, told)
  }
  await walker.fault()
}

/** One who is signed in, and then meets everything that can go wrong. */
export async function* failsToAsk(walker: Walker, dataCenter: DataCenter): Journey {
  const { page, stage } = walker
  await walker.connect(dataCenter, 'apple')
  await walker.tick([])
  await walker.ask()
  yield expectError(walker, 'no_calendar_selected', 422)
  yield* tampersWithTheForm(walker)

  for (const [code, fault] of ANSWERS) {
    await walker.open('/calendars')
    await walker.fault({ route: 'POST /v1/permissions', ...fault })
    await walker.ask()
    yield expectError(walker, code)
    await walker.fault()
  }
  await walker.fault({ route: 'GET /v1/calendars', fault: 'status', status: 503 })
  await walker.open('/calendars')
  yield expectError(walker, 'provider_unavailable', 502)
  await walker.fault()

  await walker.open('/connect/permissions/return?request=made-up')
  yield expectError(walker, 'invalid_sealed_request', 400)
  await page.goto('about:blank')
  await page.setContent(`<form method="post" action="${stage.worker}/sign-out"><button>Win</button></form>`)
  await walker.press(sendsFormTo('/sign-out'))
  yield expectError(walker, 'cross_site_request', 403)

  await walker.open('/calendars')
  await walker.ask()
  const returnAddress = stage.returnAddress()
  await walker.connect(dataCenter, 'microsoft')
  await walker.open(returnAddress)
  yield expectError(walker, 'account_mismatch', 403)
}

async function* tampersWithTheForm(walker: Walker): Journey {
  const changed = async (change: (form: HTMLFormElement) => void) => {
    await walker.open('/calendars')
    await walker.page.locator('form[action$="/connect/permissions/start"]').evaluate(change)
    await walker.ask()
  }
  await changed((form) => {
    for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.value = 'cal_made_up'
  })
  yield expectError(walker, 'unknown_calendars', 422)
  await changed((form) => {
    for (const field of form.querySelectorAll<HTMLInputElement>('[name=return_to]'))
      field.value = 'https://evil.example/'
  })
  yield expectError(walker, 'invalid_return_to', 400)
  await changed((form) => {
    form.enctype = 'text/plain'
  })
  yield expectError(walker, 'unsupported_media_type', 415)
  await changed((form) => {
    for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.value = 'x'.repeat(70_000)
  })
  yield expectError(walker, 'request_too_large', 413)
}

/** Every error by its address, as the module sends people to it. */
export async function* readsOfErrors(walker: Walker, dataCenter: DataCenter | undefined): Journey {
  if (dataCenter !== undefined) await walker.connect(dataCenter, 'apple')
  for (const code of ERROR_CODES) {
    await walker.open(`/outcome?permission_status=error&permission_error=${code}`)
    yield expectError(walker, code)
  }
}

/** The code, if the page that is shown is of it: by its address, or by its status where the address says nothing. */
function expectError({ page, status }: Walker, code: Code, expected?: number): Code {
  const told = new URL(page.url()).searchParams.get('permission_error')
  if (told === code || (told === null && status() === expected)) return code
  throw new Error(`Cannot go on: ${withoutQuery(page.url())} with status ${status()} is not the page of ${code}`)
}
