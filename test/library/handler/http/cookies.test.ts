import { expect, test } from 'vitest'
import { readCookie, readCookies } from '../../../../src/handler/http/cookies.ts'

const request = new Request('https://app.example.com/', { headers: { cookie: 'none; a=1;b = 2 ;c=d=e' } })

test('readCookies() returns names and values, without what has no value', () => {
  expect(readCookies(request)).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', 'd=e'],
  ])
  expect(readCookies(new Request('https://app.example.com/'))).toEqual([])
})

test('readCookie() returns the value of the cookie with this name', () => {
  expect(readCookie(request, 'b')).toBe('2')
  expect(readCookie(request, 'none')).toBeUndefined()
})
