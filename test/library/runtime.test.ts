import { expect, inject, test } from 'vitest'

test('the tests run in the runtime they are meant for', () => {
  expect(navigator.userAgent).toMatch(new RegExp(`^${inject('runtime')}`))
})
