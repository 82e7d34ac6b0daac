import { expect, test } from 'vitest'
import { createTestEnv } from '../../helpers/test-env.ts'

const LOGO = 'https://img.example.com/logo.svg'

/** What a user reads. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('renderCalendars() selects nothing in advance', async () => {
  for (const account of ['apple', 'enterprise', 'many-calendars']) {
    const { text } = await createTestEnv().signIn('de', account)
    expect(text).toContain('type="checkbox"')
    expect(text).not.toMatch(/\schecked\s/)
  }
})

test('renderCalendars() says before the click who asks, for which account, and what full access allows', async () => {
  const { text } = await createTestEnv({ overrides: { BRAND_NAME: 'Acme', BRAND_LOGO: LOGO } }).signIn('de', 'apple')
  const [request = ''] = /<section class="request">[\s\S]*?<\/section>/.exec(text) ?? []
  expect(request).toContain(`<img src="${LOGO}"`)
  expect(request).toContain('<strong><bdi>Acme</bdi></strong> wants to change and delete events')
  expect(textOf(request)).toContain('Account: cy@home.example')
  const items = [...request.matchAll(/<li( class="cannot")?>([^<]*)</g)].map(
    ([, cannot, item = '']) => `${cannot === undefined ? '✓' : '–'} ${item}`,
  )
  expect(items).toEqual([
    '✓ See events',
    '✓ Change events, including events it didn’t create',
    '✓ Delete events, including events it didn’t create',
    '– Recurring events created elsewhere can’t be changed',
    '– Read-only calendars and events can’t be changed',
  ])
  expect(textOf(request)).toContain('access may be granted without this step')
  expect(text.indexOf(request)).toBeLessThan(text.indexOf('Request full access'))
})

test('renderCalendars() shows no button when everything is granted', async () => {
  const testEnv = createTestEnv()
  await testEnv.requestAccess(await testEnv.signIn('sg', 'enterprise'))
  const { text } = await testEnv.browser.get('http://localhost:8787/calendars')
  expect(text).toContain('There is nothing left to request.')
  expect(text).not.toContain('Request full access')
})
