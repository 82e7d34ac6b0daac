/**
 * The ways through the sandbox's own pages, those that a flow leads past and the inspector.
 *
 * @module
 */
import type { Stage } from '../test-env.ts'
import type { Journey } from './journeys.ts'
import type { Walker } from './page-driver.ts'

/** Somebody whose way to the provider's pages goes wrong. */
export async function* goesAstray(walker: Walker): Journey {
  const { page, stage } = walker
  await walker.open(stage.sandbox)
  yield 'sandbox'
  await walker.open(`${stage.sandbox}/oauth/authorize?client_id=${'nobody'.repeat(40)}`)
  yield expectStatus(walker, 400, 'authorize, refused')
  await walker.beginConnecting('us')
  await change(walker, 'button[name=account]', 'made-up')
  await walker.press('button[name=account]')
  yield expectStatus(walker, 400, 'authorize, unknown account')

  await walker.open(`${stage.sandbox}/us/permissions/pr_us_made_up`)
  yield expectStatus(walker, 404, 'access page, unknown')
  await walker.open(await askFor(stage, 'hostile'))
  await change(walker, 'button[name=decision]', 'made-up')
  await walker.press('button[name=decision]')
  yield expectStatus(walker, 400, 'access page, no decision')
  await walker.press('main a')
  yield expectStatus(walker, 200, 'access page')

  await control(stage, 'PUT', 'behaviors', { partial_acceptance: false })
  for (const [account, state] of [
    ['hostile', 'access page, all or none'],
    ['many-calendars', 'access page, all or none of many'],
  ] as const) {
    await walker.open(await askFor(stage, account))
    yield expectStatus(walker, 200, state)
  }
  const expired = page.url()
  await control(stage, 'POST', 'clock', { advance_seconds: 3600 })
  await walker.open(expired)
  yield expectStatus(walker, 410, 'access page, expired')
}

/** A developer with the inspector, from an empty one to one that is full. */
export async function* inspects(walker: Walker): Journey {
  const { page, stage } = walker
  const inspector = `${stage.sandbox}/sandbox`
  const openAll = () =>
    page.evaluate(() => {
      for (const one of document.querySelectorAll('details')) one.open = true
    })
  stage.reset()
  await walker.open(inspector)
  yield 'inspector, empty'

  for (const account of ['hostile', 'many-calendars', 'google']) await askFor(stage, account)
  await control(stage, 'PUT', 'faults', [
    { route: 'GET /v1/userinfo', fault: 'status', status: 503, count: 3, data_center: 'us' },
    { route: 'GET /v1/calendars', fault: 'reset', share: 0.5 },
  ])
  await fetch(`${stage.sandbox}/v1/userinfo`)
  await fetch(`${stage.sandbox}/nowhere/${'long'.repeat(60)}?${encodeURIComponent('<script>')}`)
  await walker.open(`${inspector}?data_center=us`)
  await openAll()
  yield 'inspector, full'

  // Its script sends the form, and stays on the page.
  await page.locator('form[action$="/inspector/clock"] button[name=advance_seconds]').first().click()
  await page.locator('#message:not(:empty)').waitFor()
  yield 'inspector, done'
  await walker.open(`${inspector}?before=soon`)
  yield expectStatus(walker, 422, 'inspector, refused')
  await walker.open(`${inspector}?data_center=nowhere`)
  yield expectStatus(walker, 404, 'inspector, unknown data center')
  for (let index = 0; index < 60; index++) await fetch(`${stage.sandbox}/de/nowhere/${index}`)
  await walker.open(`${inspector}?data_center=de&before=40`)
  yield 'inspector, older'
}

/** An application asks for every calendar of an account; resolves to the address of the access page. */
async function askFor(stage: Stage, account: string): Promise<string> {
  const { access_token } = (await control(stage, 'POST', 'tokens', { account, data_center: 'us' })) as Token
  const ids = Object.keys(await stage.books('us', account)).filter((id) => !id.endsWith('_old'))
  const answer = await fetch(`${stage.sandbox}/us/v1/permissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
    body: JSON.stringify({
      permissions: ids.map((calendar_id) => ({ calendar_id, permission_level: 'unrestricted' })),
      redirect_uri: `${stage.worker}/connect/permissions/return?request=made-up`,
    }),
  })
  const { permissions_request } = (await answer.json()) as { permissions_request: { url: string } }
  return permissions_request.url
}

interface Token {
  readonly access_token: string
}

async function control(stage: Stage, method: string, path: string, body: unknown): Promise<unknown> {
  const answer = await fetch(`${stage.sandbox}/sandbox/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`Cannot prepare the sandbox: ${path} answered ${answer.status}`)
  return answer.json()
}

/** Gives the buttons another value, as somebody might who has the browser's tools open. */
async function change({ page }: Walker, selector: string, value: string): Promise<void> {
  await page.locator(selector).evaluateAll((buttons, value) => {
    for (const button of buttons) button.setAttribute('value', value)
  }, value)
}

function expectStatus({ page, status }: Walker, expected: number, state: string): string {
  if (status() === expected) return state
  throw new Error(`Cannot go on: ${page.url()} answered ${status()}, which is not "${state}"`)
}
