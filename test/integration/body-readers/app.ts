/**
 * The module behind code that touches the body first, for workerd and `deno serve`. The header `x-reader` names that code.
 *
 * @module
 */
import { type Context, Hono } from 'hono'
import { createEnterpriseModule } from '../../helpers/enterprise-module.ts'

type Module = Awaited<ReturnType<typeof createEnterpriseModule>>

/** What an application or a framework may do to a body, by name. */
const READERS: Readonly<Record<string, (c: Context) => unknown>> = {
  'request.formData()': (c) => c.req.raw.formData(),
  'request.text()': (c) => c.req.raw.text(),
  'body.getReader()': (c) => void c.req.raw.body?.getReader(),
  'body.cancel()': (c) => c.req.raw.body?.cancel(),
  'a reader of one chunk': async (c) => {
    const reader = c.req.raw.body?.getReader()
    await reader?.read()
    reader?.releaseLock()
  },
  'request.clone().text()': (c) => c.req.raw.clone().text(),
  'c.req.parseBody()': (c) => c.req.parseBody(),
}

let created: Promise<{ app: Hono; module: Module }> | undefined

/** In workerd, random values exist only within a request. */
async function create(): Promise<{ app: Hono; module: Module }> {
  const module = await createEnterpriseModule('http://localhost:3000')
  const app = new Hono()
    .get('/calls', (c) => c.json({ calls: module.calls.splice(0), requested: module.requested.splice(0) }))
    .use(async (c, next) => {
      await Promise.resolve(READERS[c.req.header('x-reader') ?? '']?.(c)).catch(() => undefined)
      return next()
    })
    .route('/permissions', module.module)
  return { app, module }
}

const worker: { fetch(request: Request): Promise<Response> } = {
  async fetch(request) {
    created ??= create()
    return (await created).app.fetch(request)
  },
}

export default worker
