import { describe, expect, test } from 'vitest'
import { createTestEnv, ONE_DATA_CENTER, WORKER } from '../../helpers/test-env.ts'

const QUESTION = 'In which country is your account?'

describe('renderHome() with one data center', () => {
  test('shows one button and no question', async () => {
    const { text } = await createTestEnv({ overrides: ONE_DATA_CENTER }).browser.get(WORKER)
    expect(text).toContain('<a class="button" href="/connect/de">Connect your calendar</a>')
    expect(text).not.toContain(QUESTION)
    expect(text).not.toContain('app-de.cronofy.com')
  })

  test('offers to continue first when the user is signed in', async () => {
    const testEnv = createTestEnv({ overrides: ONE_DATA_CENTER })
    await testEnv.signIn('de', 'apple')
    const { text } = await testEnv.browser.get(WORKER)
    expect(text).toContain('<a class="button" href="/calendars">Continue to your calendars</a>')
    expect(text).toContain('<a href="/connect/de">Connect another account</a>')
  })
})

test('renderHome() lists several data centers', async () => {
  const { text } = await createTestEnv().browser.get(WORKER)
  expect(text).toContain(QUESTION)
  expect(text.match(/href="\/connect\/\w\w"/g)).toHaveLength(6)
})

test.each([
  [{}, 'The application wants to change and delete events in your calendars, including events it didn’t create.'],
  [
    { BRAND_NAME: 'Acme' },
    'Acme wants to change and delete events in your calendars, including events it didn’t create.',
  ],
])('renderHome() says who asks for what with %j', async (overrides, sentence) => {
  const { text } = await createTestEnv({ overrides }).browser.get(WORKER)
  expect(text.replace(/<\/?(?:strong|bdi)>/g, '')).toContain(sentence)
  expect(text).toContain('For accounts managed by your organization, access may be granted without this step.')
})
