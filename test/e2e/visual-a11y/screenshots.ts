/**
 * The README's pictures: which pages they show, and how somebody comes there.
 *
 * @module
 */
import type { Seed } from '../../../edge/sandbox/index.ts'
import type { PageDriver } from './page-driver.ts'

/** A Monday morning: the sandbox's clock stands still, so that a picture changes only where its page does. */
export const SCREENSHOTS_NOW_MS: number = Date.UTC(2026, 10, 23, 9, 30)

/** What is in all of them: one account whose calendars are like anybody's. */
export const screenshotsSeed: Seed = {
  clients: [{ clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
  accounts: [
    {
      name: 'ada',
      description: 'two profiles, at work and at home',
      profiles: [
        {
          id: 'work',
          provider: 'google',
          service: 'gsuite',
          name: 'ada@work.example',
          calendars: [
            { id: 'ada', name: 'Ada', primary: true },
            { id: 'team', name: 'Team' },
            { id: 'holidays', name: 'Public holidays', readonly: true },
          ],
        },
        {
          id: 'home',
          provider: 'apple',
          service: 'icloud',
          name: 'ada@home.example',
          calendars: [
            { id: 'family', name: 'יומן המשפחה', primary: true },
            { id: 'choir', name: 'Choir' },
          ],
        },
      ],
    },
    {
      name: 'enterprise',
      description: 'linked to Enterprise Connect: accepted at once, without an access page',
      permissions: 'accepted',
      profiles: [
        { id: 'corp', provider: 'exchange', name: 'di@corp.example', calendars: [{ id: 'work', name: 'Work' }] },
      ],
    },
  ],
}

/** The pages, by the names of their pictures, in the order of one walk. */
export async function* screenshotJourney(driver: PageDriver): AsyncGenerator<string, void, undefined> {
  const { page, testEnv } = driver
  await driver.open('/')
  yield 'connect'
  await driver.connect('de', 'ada')
  yield 'choose'
  await driver.requestAccess()
  for (const id of ['cal_de_work_ada', 'cal_de_home_choir']) await page.locator(`input[value=${id}]`).check()
  yield 'access-page'
  await driver.decide('accept-selected')
  yield 'outcome'

  testEnv.reset()
  await callAsDeveloper(testEnv.sandbox)
  await driver.open(`${testEnv.sandbox}/sandbox?data_center=de`)
  await page.locator('#live-accounts summary').first().waitFor()
  yield 'inspector'
}

/** What an application asks while it is being developed: right, wrong, and struck by a fault. */
async function callAsDeveloper(sandbox: string): Promise<void> {
  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const response = await fetch(`${sandbox}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return (await response.json().catch(() => undefined)) as { access_token?: string } | undefined
  }
  const requestPermissions = (ids: readonly string[], token: string) =>
    call(
      'POST',
      '/de/v1/permissions',
      {
        permissions: ids.map((calendar_id) => ({ calendar_id, permission_level: 'unrestricted' })),
        redirect_uri: 'https://app.example.com/return',
      },
      token,
    )
  const { access_token: ada = '' } =
    (await call('POST', '/sandbox/tokens', { account: 'ada', data_center: 'de' })) ?? {}
  const { access_token: di = '' } =
    (await call('POST', '/sandbox/tokens', { account: 'enterprise', data_center: 'de' })) ?? {}
  await call('GET', '/de/v1/calendars')
  await call('GET', '/de/v1/calendars', undefined, ada)
  await requestPermissions(['cal_de_nobody'], ada)
  await requestPermissions(['cal_de_work_ada', 'cal_de_home_choir'], ada)
  await requestPermissions(['cal_de_corp_work'], di)
  await call('PUT', '/sandbox/faults', [{ route: 'GET /v1/calendars', fault: 'status', status: 503, count: 2 }])
  await call('GET', '/de/v1/calendars', undefined, ada)
}
