import { beforeAll, describe, expect, test } from 'vitest'
import { createTestEnv } from '../../helpers/test-env.ts'

const STATUSES = ['granted', 'partial', 'rejected', 'unconfirmed'] as const

/** The four outcomes. */
async function outcomes(overrides: Record<string, string> = {}): Promise<Record<(typeof STATUSES)[number], string>> {
  const decide = async (fields: Record<string, string> | undefined) => {
    const testEnv = createTestEnv({ overrides })
    const access = await testEnv.requestAccess(await testEnv.signIn('de', 'apple'))
    const { redirect_uri: returnUrl = '' } = testEnv.permissionRequests.at(-1) ?? {}
    return (
      fields === undefined ? await testEnv.browser.get(returnUrl) : await testEnv.browser.post(access.url.href, fields)
    ).text
  }
  return {
    granted: await decide({ decision: 'accept-all' }),
    partial: await decide({ decision: 'accept-selected', calendar_id: 'cal_de_apple1_work' }),
    rejected: await decide({ decision: 'reject' }),
    unconfirmed: await decide(undefined),
  }
}

const actionsOf = (text: string) =>
  [...text.matchAll(/<a (class="button" )?href="([^"?]*)[^"]*">([^<]*)</g)].map(
    ([, primary, href, label]) => `${primary === undefined ? '' : 'primary: '}${label} → ${href}`,
  )

let pages: Awaited<ReturnType<typeof outcomes>>

beforeAll(async () => {
  pages = await outcomes()
})

test('renderOutcome() has another shape and another heading for each status', () => {
  const shapes = STATUSES.map((status) => /<svg class="mark \w+"[^>]*>(.*?)<\/svg>/.exec(pages[status])?.[1])
  expect(new Set(shapes).size).toBe(4)
  expect(shapes).not.toContain(undefined)
  expect(STATUSES.map((status) => /<h1>([^<]*)</.exec(pages[status])?.[1])).toEqual([
    'Full access granted',
    'Full access to some calendars',
    'Full access not granted',
    'We can’t confirm access yet',
  ])
})

test('renderOutcome() says when it checked, to the minute', () => {
  for (const status of STATUSES) {
    expect(pages[status]).toMatch(
      /Checked with Cronofy on <time datetime="[^"]*">\w+ \d{1,2}, \d{4}, \d{1,2}:\d\d [AP]M UTC</u,
    )
  }
})

describe('renderOutcome() offers first', () => {
  test.each([
    ['granted', ['primary: Done → /', 'Back to your calendars → /calendars']],
    [
      'partial',
      ['primary: Done → /', 'Request access to the rest → /calendars', 'Back to your calendars → /calendars'],
    ],
    ['rejected', ['primary: Done → /', 'Request access again → /calendars', 'Back to your calendars → /calendars']],
    [
      'unconfirmed',
      ['primary: Check again → ', 'Request access again → /calendars', 'Back to your calendars → /calendars'],
    ],
  ] as const)('what helps when the outcome is %s', (status, actions) => {
    expect(actionsOf(pages[status]).slice(-actions.length)).toEqual(actions)
  })

  test('the application when BRAND_URL is set', async () => {
    const branded = await outcomes({ BRAND_NAME: 'Acme', BRAND_URL: 'https://acme.example/done' })
    expect(actionsOf(branded.granted)).toContain('primary: Continue to Acme → https://acme.example/done')
    expect(actionsOf(branded.partial)).toContain('primary: Continue to Acme → https://acme.example/done')
    expect(actionsOf(branded.rejected)).toContain('primary: Done → https://acme.example/done')
    // A heading that names the application is a link to it.
    expect(branded.granted).toContain('<a href="https://acme.example/done"><bdi>Acme</bdi></a>')
    expect(branded.granted).toContain('What Acme can do')
  })
})
