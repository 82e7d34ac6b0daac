import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite } from '../../docs/build.ts'
import { PAGES } from '../../docs/pages.ts'
import { launch, type RunningProcess } from '../helpers/child-process.ts'
import { findFreePort } from '../scripts/port.ts'
import { ROOT } from '../scripts/run.ts'

let folder: string
let running: RunningProcess
let origin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'))
  await buildSite(folder)
  const port = await findFreePort()
  origin = `http://127.0.0.1:${port}`
  running = launch(process.execPath, [
    join(ROOT, 'node_modules/wrangler/bin/wrangler.js'),
    'dev',
    ...['--config', join(ROOT, 'docs/wrangler.jsonc'), '--assets', folder],
    ...['--ip', '127.0.0.1', '--port', String(port), '--show-interactive-dev-session=false'],
  ])
  for (let tries = 0; tries < 1000; tries++) {
    if ((await fetch(origin).catch(() => undefined))?.ok) return
    await sleep(100)
  }
  throw new Error(`Cannot reach the site: ${running.output()}`)
})

afterAll(async () => {
  running?.child.kill()
  await running?.ended
  await rm(folder, { recursive: true, force: true })
})

test('Cloudflare serves every page with its own policy, once, beside the one in the page', async () => {
  for (const { name } of PAGES) {
    const response = await fetch(`${origin}/${name}.html`)
    expect(response.status, name).toBe(200)
    expect(response.headers.get('content-type'), name).toBe('text/html; charset=utf-8')
    expect(response.headers.get('x-content-type-options'), name).toBe('nosniff')
    const [, content = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await response.text()) ?? []
    const policy = content.replaceAll('&#39;', "'")
    expect(policy, name).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy'), name).toBe(`${policy}; frame-ancestors 'none'`)
  }
})

test('Cloudflare serves what the pages ask for, and not the list of headers', async () => {
  for (const [file, type] of [
    ['frame.css', 'text/css; charset=utf-8'],
    ['redoc.js', 'text/javascript; charset=utf-8'],
    ['icon.svg', 'image/svg+xml'],
    ['worker-api.yaml', 'text/yaml; charset=utf-8'],
  ]) {
    const response = await fetch(`${origin}/${file}`)
    expect([response.status, response.headers.get('content-type')], file).toEqual([200, type])
  }
  expect((await fetch(`${origin}/_headers`)).status).toBe(404)
})
