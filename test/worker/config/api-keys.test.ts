import { expect, test } from 'vitest'
import { findApiKey, parseApiKeys } from '../../../edge/worker/config/api-keys.ts'

const ONE = 'one-0123456789-0123456789-0123456789'
const TWO = 'two.0123456789~0123456789+0123456789=='

const authorization = (value: string) => new Headers({ authorization: value })

test.each([
  ['no name', ONE, 'entry 1 has no name'],
  ['an empty name', `:${ONE}`, 'entry 1: the name must have 1 to 32 letters'],
  ['a name with a space', `my key:${ONE}`, 'entry 1: the name must have 1 to 32 letters'],
  ['a key that is too short', 'ruby:canary-short', 'entry 1 ("ruby"): the key must have 32 to 256'],
  ['a key with a space', `ruby:canary ${ONE}`, 'entry 1 ("ruby"): the key must have'],
  ['a name twice', `ruby:${ONE},ruby:${TWO}`, 'entry 2 ("ruby"): another entry has the same name.'],
  ['a key twice', `ruby:${ONE},go:${ONE}`, 'entry 2 ("go"): another entry has the same key.'],
  ['an entry that is empty', `ruby:${ONE},`, 'entry 2 has no name'],
])('parseApiKeys() says what is wrong with %s, and quotes no key', (_, text, problem) => {
  const { problems } = parseApiKeys(text)
  expect(problems.join()).toContain(problem)
  for (const secret of [ONE, TWO, 'canary']) expect(problems.join()).not.toContain(secret)
})

test('parseApiKeys() names every fault at once', () => {
  expect(parseApiKeys(`x,ruby:short,:${ONE}`).problems).toHaveLength(3)
})

test('findApiKey() finds each of several keys by name, whatever the case of the scheme', async () => {
  const { keys, problems } = parseApiKeys(`ruby:${ONE}, go:${TWO}`)
  expect(problems).toEqual([])
  expect((await findApiKey(keys, authorization(`Bearer ${ONE}`)))?.name).toBe('ruby')
  expect((await findApiKey(keys, authorization(`bearer ${TWO}`)))?.name).toBe('go')
})

test.each([
  ['nothing', ''],
  ['no scheme', ONE],
  ['another scheme', `Basic ${ONE}`],
  ['a key that is cut short', `Bearer ${ONE.slice(0, -1)}`],
  ['a key that is longer', `Bearer ${ONE}x`],
  ['the name', 'Bearer ruby'],
  ['an empty key', 'Bearer '],
  ['two keys', `Bearer ${ONE} ${TWO}`],
])('findApiKey() finds none for %s (T13)', async (_, value) => {
  const { keys } = parseApiKeys(`ruby:${ONE}`)
  expect(await findApiKey(keys, authorization(value))).toBeUndefined()
  expect(await findApiKey(keys, new Headers())).toBeUndefined()
  expect(await findApiKey([], authorization(`Bearer ${ONE}`))).toBeUndefined()
})
