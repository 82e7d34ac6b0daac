import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReturnUrlAllowlist, withResultParams } from '../../../src/handler/return-allowlist.ts'

const ORIGIN = 'https://app.example.com'
const targets = createReturnUrlAllowlist(['https://app.example.com/settings', 'https://admin.example.com/a/'], ORIGIN)

const REFUSED = [
  'https://evil.example/settings',
  '//evil.example/settings',
  '///evil.example/settings',
  '\\\\evil.example/settings',
  '/\\evil.example/settings',
  '/\t/evil.example/settings',
  'https:evil.example/settings',
  'https:/evil.example/settings',
  'https://app.example.com.evil.example/settings',
  'https://app.example.com@evil.example/settings',
  'https://user@app.example.com/settings',
  'https://user:pw@app.example.com/settings',
  'https://:pw@app.example.com/settings',
  'https://app.example.com:8443/settings',
  'http://app.example.com/settings',
  'https://app.example.com./settings',
  'https://APP.example.com.evil.example/settings',
  'https://аpp.example.com/settings',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//https://app.example.com/settings',
  'data:text/html,x',
  'blob:https://app.example.com/settings',
  'file:///settings',
  '/',
  '/settingsx',
  '/settings.evil',
  '/settings/../admin',
  '/settings/%2e%2e/admin',
  '/settings/..%2fadmin',
  '/settings/..%5cadmin',
  '/settings%2f..%2fadmin',
  '/settings/%2F/x',
  '/Settings',
  'https://admin.example.com/',
  'https://admin.example.com/ab',
  'https://[::1',
  '////evil.example/settings',
  '/\\/evil.example/settings',
  '\\/\\/evil.example/settings',
  '/\n/evil.example/settings',
  '\u0000//evil.example/settings',
  ' //evil.example/settings',
  '//evil.example\\@app.example.com/settings',
  '//evil.example%2f@app.example.com/settings',
  '//evil%2eexample/settings',
  '//evil。example/settings',
  '//ｅｖｉｌ.example/settings',
  '//app.example.com%00.evil.example/settings',
  'https://app.example.com:443@evil.example/settings',
  'https://app.example.com#@evil.example/settings',
  'https://app.example.com?@evil.example/settings',
  'https://app.example.com\\.evil.example/settings',
  'https://evil.example?https://app.example.com/settings',
  'https://evil.example#https://app.example.com/settings',
  'https://evil.example\\https://app.example.com/settings',
  'https:///evil.example/settings',
  'https:\\\\evil.example\\settings',
  'http:/settings',
  'http:settings',
  'ftp://app.example.com/settings',
  'wss://app.example.com/settings',
  'filesystem:https://app.example.com/settings',
  'view-source:https://app.example.com/settings',
  'java\nscript:alert(1)',
  'vbscript:msgbox(1)',
  'about:blank',
  'mailto:a@app.example.com',
  '/settings/..',
  '/settings/../',
  '/settings/..//evil.example',
  '/settings/.%2e/admin',
  '/settings/%2E./admin',
  '/settings\\..\\admin',
  '/settings/x/..%2F..%2Fadmin',
  '/settings/x/..%5C..%5Cadmin',
  '/settings%2Fx',
  '/settings%00',
  '/settings%0a',
  '/settings;x',
  '/settings:8080',
  '/settings@evil.example',
  '/settings.',
  '/settings%20',
  '@evil.example',
  '.evil.example',
  ':8443/settings',
  '?settings',
  '#settings',
  '',
]

test.each(REFUSED)('resolve() refuses %j (T1)', (value) => {
  expect(targets.resolve(value)).toBeUndefined()
})

test.each([
  ['/settings', 'https://app.example.com/settings'],
  ['settings', 'https://app.example.com/settings'],
  ['/settings?tab=calendar#top', 'https://app.example.com/settings?tab=calendar#top'],
  ['/settings/calendars', 'https://app.example.com/settings/calendars'],
  ['https://app.example.com:443/settings', 'https://app.example.com/settings'],
  ['https://APP.example.com/settings', 'https://app.example.com/settings'],
  ['/settings/./x/../y', 'https://app.example.com/settings/y'],
  ['/settings\r\nSet-Cookie: a=b', 'https://app.example.com/settingsSet-Cookie:%20a=b'],
  ['https://admin.example.com/a', 'https://admin.example.com/a'],
  ['https://admin.example.com/a/b', 'https://admin.example.com/a/b'],
])('resolve() reads %j as it was parsed (T1, T11)', (value, href) => {
  // The line break is dropped by the parser, and what is left is no longer below an allowed path.
  expect(targets.resolve(value)?.href).toBe(value.includes('\r') ? undefined : href)
})

test('resolve() gives an allowed origin and path, whatever the text (T1)', () => {
  const text = fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\.%25a-z:@?#-]*settings[/\\.%25a-z:@?#-]*$/))
  fc.assert(
    fc.property(text, (value) => {
      const url = targets.resolve(value)
      if (url === undefined) return
      expect(['https://app.example.com', 'https://admin.example.com']).toContain(url.origin)
      expect(url.username + url.password).toBe('')
      expect(url.pathname).toMatch(url.host === 'app.example.com' ? /^\/settings(\/|$)/ : /^\/a(\/|$)/)
    }),
    { numRuns: 300 },
  )
})

/** Pieces that open redirects are made of. */
const PIECES = [
  ...[
    'https:',
    'http:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '?',
    '#',
    '.',
    '..',
    '%2f',
    '%5c',
    '%2e',
    '%00',
    '\t',
    '\n',
    '\0',
    ' ',
  ],
  ...[
    'app.example.com',
    'admin.example.com',
    'evil.example',
    'settings',
    'a',
    ':443',
    ':8443',
    'user',
    '。',
    '＠',
    '／',
  ],
]

test('resolve() gives an allowed origin and path, whatever pieces make the address (T1)', () => {
  const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(text, (value) => {
      const url = targets.resolve(value)
      if (url === undefined) return
      // As a browser reads the Location that comes of it.
      const location = new URL(withResultParams(url, { permission_status: 'granted' }))
      expect(['https://app.example.com', 'https://admin.example.com']).toContain(location.origin)
      expect(location.username + location.password).toBe('')
      expect(location.pathname).toMatch(location.host === 'app.example.com' ? /^\/settings(\/|$)/ : /^\/a(\/|$)/)
      expect(location.pathname).not.toMatch(/%2f|%5c|\\/i)
      expect(location.searchParams.getAll('permission_status')).toEqual(['granted'])
    }),
    { numRuns: 1500 },
  )
})

test('createReturnUrlAllowlist() names every entry that cannot be used (T1)', () => {
  expect(() =>
    createReturnUrlAllowlist(
      ['/settings', 'http://app.example.com', 'https://me@app.example.com/', 'javascript:1'],
      ORIGIN,
    ),
  ).toThrow(
    expect.objectContaining({ code: 'invalid_configuration', problems: expect.objectContaining({ length: 4 }) }),
  )
  expect(() => createReturnUrlAllowlist([], ORIGIN)).toThrow('allowedReturnUrls must have at least one entry.')
})

test('createReturnUrlAllowlist() takes http for this machine', () => {
  const local = createReturnUrlAllowlist(['http://localhost:8787/outcome'], 'http://localhost:8787')
  expect(local.resolve('/outcome')?.href).toBe('http://localhost:8787/outcome')
  expect(local.defaultUrl.href).toBe('http://localhost:8787/outcome')
})

test('withResultParams() sets its parameters, and drops those that were brought along', () => {
  const target = new URL(
    'https://app.example.com/settings?permission_status=granted&permission_error=x&permission_x=1&tab=2#a',
  )
  expect(withResultParams(target, { permission_status: 'rejected' })).toBe(
    'https://app.example.com/settings?tab=2&permission_status=rejected#a',
  )
})

test('createReturnUrlAllowlist() says what is wrong with each, and shows no password', () => {
  const problems = (value: string) => {
    try {
      createReturnUrlAllowlist([value], ORIGIN)
    } catch (error) {
      return (error as { problems: string[] }).problems
    }
    return []
  }
  expect(problems('/settings')).toEqual([
    'allowedReturnUrls: (not shown) must be an absolute URL, such as https://app.example.com.',
  ])
  expect(problems('https://:hunter2@app.example.com/a')).toEqual([
    'allowedReturnUrls: "https://app.example.com/a" must not contain a user name or password.',
  ])
  expect(problems('ftp://localhost/')).toEqual([
    'allowedReturnUrls: "ftp://localhost/" must be https. http is allowed on this machine only.',
  ])
  expect(createReturnUrlAllowlist(['https://app.example.com/a//'], ORIGIN).resolve('/a')?.pathname).toBe('/a')
})

test('resolve() refuses an address in an address where every path is allowed (T1)', () => {
  const { resolve } = createReturnUrlAllowlist(['https://app.example.com/'], ORIGIN)
  for (const value of ['blob:https://app.example.com/x', 'filesystem:https://app.example.com/x', 'javascript:/x']) {
    expect(resolve(value)).toBeUndefined()
  }
  expect(resolve('/x')?.href).toBe('https://app.example.com/x')
})

test.each([
  '/settings/..;/admin',
  '/settings;x=1',
  '/settings/%3Bx',
  '/settings/%252e%252e/admin',
  '/settings/%252f..',
  '/settings/%25%32%66',
  '/settings/%2e%2e%2fadmin',
  '/settings/%00',
  '/settings/%2500',
  '/settings/\uFF0F..',
  '/settings/\uFF3C..',
  '/settings/\uFF0E\uFF0E/admin',
  '/settings/%252525252e%252525252e/admin',
  '/settings/%c0%ae%c0%ae/admin',
  '/settings/..%c0%af',
  '/settings/%E0%80%AE%E0%80%AE/admin',
  '/settings/%f0%80%80%af',
])('resolve() rejects a path that servers may read as another: %s (T1)', (path) => {
  expect(
    createReturnUrlAllowlist(['https://app.example.com/settings'], 'https://app.example.com').resolve(path),
  ).toBeUndefined()
})

test('resolve() accepts 2,048 characters, escaped and absolute, and rejects more', () => {
  const { resolve } = createReturnUrlAllowlist(['https://app.example.com/'], ORIGIN)
  const rest = 2048 - `${ORIGIN}/`.length
  expect(resolve(`/${'a'.repeat(rest)}`)?.href).toHaveLength(2048)
  expect(resolve(`${ORIGIN}/${'a'.repeat(rest)}`)?.href).toHaveLength(2048)
  expect(resolve(`${' '.repeat(2048)}/`)).toBeUndefined()
  for (const path of [`/${'a'.repeat(rest + 1)}`, `/?${'ü'.repeat(400)}`, `/${'a'.repeat(60_000)}`]) {
    expect(resolve(path) === undefined).toBe(true)
  }
})

test('resolve() accepts letters of any language in a path', () => {
  const { resolve } = createReturnUrlAllowlist(['https://app.example.com/'], ORIGIN)
  for (const path of ['/über', '/Ελλάδα', '/日本語', '/😀', '/a%20b', '/%41']) expect(resolve(path), path).toBeDefined()
})

test.each([
  ['a query', 'https://app.example.com/settings?tab=2', 'must not have a query or a fragment'],
  ['an empty query', 'https://app.example.com/settings?', 'must not have a query or a fragment'],
  ['a fragment', 'https://app.example.com/#/settings', 'must not have a query or a fragment'],
  ['a wildcard in the path', 'https://app.example.com/settings/*', 'must not contain a wildcard'],
  ['a wildcard in the host', 'https://*.example.com/', 'must not contain a wildcard'],
  ['an encoded separator', 'https://app.example.com/a%2fb', 'must not contain an encoded separator or a semicolon'],
  ['a semicolon', 'https://app.example.com/a;b', 'must not contain an encoded separator or a semicolon'],
])('createReturnUrlAllowlist() throws for an entry with %s (T1)', (_, entry, problem) => {
  expect(() => createReturnUrlAllowlist([entry], 'https://app.example.com')).toThrow(problem)
})

test.each([
  'permission_status=granted',
  'Permission_Status=granted',
  'PERMISSION_STATUS=granted',
  'permission.status=granted',
  'permission+status=granted',
  'permission%20status=granted',
  'permission[status]=granted',
  'connection_error=x',
  'sealed_request=x',
  'sealed.connection=x',
  'permission_status=a&permission_status=b',
])('withResultParams() removes %s from the query and from the query of a fragment (T5)', (param) => {
  const url = withResultParams(new URL(`https://app.example.com/s?tab=2&${param}#/page?x=1&${param}`), {
    permission_status: 'rejected',
  })
  expect(url).toBe('https://app.example.com/s?tab=2&permission_status=rejected#/page?x=1')
})

test.each([
  ['#permission_status=granted', ''],
  ['#tab=2&permission_status=granted', '#tab=2'],
  ['#/page?permission_status=granted', '#/page'],
  ['#?permission_status=granted&tab=2', '#?tab=2'],
])('withResultParams() removes results from the fragment %s (T5)', (fragment, rest) => {
  const url = withResultParams(new URL(`https://app.example.com/s${fragment}`), { permission_status: 'rejected' })
  expect(url).toBe(`https://app.example.com/s?permission_status=rejected${rest}`)
})

test.each(['#/page', '#page?x=1', '#?', '#top', '#a%20b=c'])('withResultParams() keeps the fragment %s', (fragment) => {
  const url = withResultParams(new URL(`https://app.example.com/s${fragment}`), { permission_status: 'rejected' })
  expect(url).toBe(`https://app.example.com/s?permission_status=rejected${fragment}`)
})
