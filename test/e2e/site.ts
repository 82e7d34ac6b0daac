/**
 * Builds the site and serves it with a plain static server. The server sends no headers, so that each page must work with its
 * own policy alone.
 *
 * @module
 */
import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import type { Browser } from 'playwright-core'
import { APIS } from '../../docs/api/apis.ts'
import { buildSite, SITE } from '../../docs/build.ts'
import { launchChromium } from './chromium.ts'
import { type Reference, readReference } from './reference.ts'

/** The site in a browser. */
export interface Site {
  readonly browser: Browser
  readonly origin: string
  /** The path of every page: `/guides/tokens.html`. */
  readonly pages: readonly string[]
  readonly references: readonly Reference[]
  close(): Promise<void>
}

/** Builds the site, serves it, and starts a browser. */
export async function openSite(): Promise<Site> {
  await buildSite()
  const server = serve({ fetch: new Hono().use(serveStatic({ root: SITE })).fetch, hostname: '127.0.0.1', port: 0 })
  await new Promise((resolve) => server.once('listening', resolve))
  const browser = await launchChromium()
  const files = await readdir(SITE, { recursive: true })
  return {
    browser,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pages: files
      .filter((file) => file.endsWith('.html'))
      .map((file) => `/${file.replaceAll('\\', '/')}`)
      .sort(),
    references: await Promise.all(APIS.map(readReference)),
    async close() {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
