import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type LockedPackages, readAudit, shippedFolders } from '../scripts/audit.ts'
import { ROOT } from '../scripts/run.ts'

const { packages } = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: LockedPackages }

test('shippedFolders() lists dependencies and peer dependencies with their own, and no tools', () => {
  expect([...shippedFolders(packages)].sort()).toEqual(
    [
      ...['@cfworker/json-schema', '@hono/node-server', 'hono', 'jose', 'oauth4webapi', 'openapi-fetch'],
      ...['openapi-typescript-helpers', 'yaml'],
    ].map((name) => `node_modules/${name}`),
  )
})

test('shippedFolders() finds a package that is installed below another one', () => {
  const nested = {
    '': { dependencies: { a: '1' } },
    'node_modules/a': { dependencies: { b: '1' } },
    'node_modules/b': {},
    'node_modules/a/node_modules/b': { dependencies: { a: '1' } },
  }
  expect([...shippedFolders(nested)]).toEqual(['node_modules/a', 'node_modules/a/node_modules/b'])
})

const vulnerability = (name: string) => ({ severity: 'high', range: '<2', nodes: [`node_modules/${name}`] })

test('readAudit() counts vulnerabilities of what ships only', () => {
  const vulnerabilities = { hono: vulnerability('hono'), vitest: vulnerability('vitest') }
  const output = `npm warn something\n${JSON.stringify({ vulnerabilities })}\n`
  expect(readAudit(output, shippedFolders(packages))).toEqual({ status: 'done', vulnerable: ['hono <2: high'] })
})

test.each([
  [JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405, error: {} }), '405 Method Not Allowed'],
  [JSON.stringify({ error: { code: 'ENOTFOUND' } }), 'npm printed no report'],
  ['', 'npm printed no report'],
])('readAudit() is skipped when npm prints %j', (output, reason) => {
  expect(readAudit(output, new Set())).toEqual({ status: 'skipped', reason })
})
