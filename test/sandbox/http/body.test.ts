import { expect, test } from 'vitest'
import { mediaTypeOf, parseBody } from '../../../edge/sandbox/http/body.ts'

test.each([
  ['text/plain', 'Cannot read the body: Its content type is "text/plain".'],
  ['multipart/form-data; boundary=x', 'Cannot read the body: Its content type is "multipart/form-data".'],
  [undefined, 'Cannot read the body: Its content type is "".'],
])('parseBody() throws when the content type is %j', (contentType, message) => {
  expect(() => parseBody(contentType, '{}')).toThrow(new SyntaxError(message))
})

test.each(['', '{', 'a=1'])('parseBody() throws when JSON is %j', (text) => {
  expect(() => parseBody('application/json', text)).toThrow('Cannot read the body: It is not valid JSON')
})

test('parseBody() reads JSON whatever the case and the charset of its content type', () => {
  expect(parseBody('Application/JSON; charset=utf-8', '{"a":[1]}')).toEqual({ a: [1] })
})

test('parseBody() reads a form, and makes a list of a field that is repeated', () => {
  const form = parseBody('application/x-www-form-urlencoded', 'a=1&b=x%20y&a=2&c=&__proto__=p')
  expect(Object.entries(form as object)).toEqual([
    ['a', ['1', '2']],
    ['b', 'x y'],
    ['c', ''],
    ['__proto__', 'p'],
  ])
})

test('mediaTypeOf() leaves the parameters out', () => {
  expect(mediaTypeOf(' text/HTML ; charset=utf-8')).toBe('text/html')
})
