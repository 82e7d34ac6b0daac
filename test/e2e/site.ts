/**
 * Builds the site into its own folder and serves it with a plain static server. The server adds no headers, so each page must
 * work with its own markup alone.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { buildSite } from '../../docs/build.ts'
import { APIS } from '../../docs/pages.ts'
import { launchChromium } from './chromium.ts'
import { type Reference, readReference } from './reference.ts'

/** The site in a browser. */
export interface Site {
  readonly browser: Browser
  readonly origin: string
  readonly references: readonly Reference[]
  close(): Promise<void>
}

/** Builds the site, serves it and starts a browser. */
export async function openSite(): Promise<Site> {
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of closers.splice(0).reverse()) await end()
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'site-'))
    closers.push(() => rm(folder, { recursive: true, force: true }))
    await buildSite(folder)
    const server = serve({ fetch: new Hono().use(serveStatic({ root: folder })).fetch, hostname: '127.0.0.1', port: 0 })
    closers.push(() => new Promise((resolve) => server.close(resolve)))
    await new Promise((resolve) => server.once('listening', resolve))

    const browser = await launchChromium()
    closers.push(() => browser.close())
    return {
      browser,
      origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      references: await Promise.all(APIS.map(readReference)),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
