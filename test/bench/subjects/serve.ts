/**
 * Serves one of the handlers on Node: `node serve.ts ours|plain|careful`, with `PORT` and the variables of the handler in the
 * environment. `GET /cpu` returns the CPU time of the process in microseconds. `GET /heap` returns the size of the heap in bytes
 * after a collection, which needs `--expose-gc`.
 *
 * @module
 */
import { serve } from '@hono/node-server'
import careful from './careful.ts'
import ours from './ours.ts'
import plain from './plain.ts'

/** A handler. It receives its environment with the request, as on Workers. */
interface Handler {
  fetch(request: Request, environment: Readonly<Record<string, string>>): Response | Promise<Response>
}

const handlers = { ours, plain, careful } as unknown as Readonly<Record<string, Handler>>
const handler = handlers[process.argv[2] ?? '']
if (handler === undefined) throw new Error(`Cannot serve: there is no handler "${process.argv[2]}"`)
const environment = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']))

serve({
  port: Number(process.env['PORT']),
  hostname: '127.0.0.1',
  fetch(request) {
    switch (new URL(request.url).pathname) {
      case '/cpu': {
        const { user, system } = process.cpuUsage()
        return Response.json(user + system)
      }
      case '/heap':
        // Twice, because objects that the first collection frees may release others.
        globalThis.gc?.()
        globalThis.gc?.()
        return Response.json(process.memoryUsage().heapUsed)
      default:
        return handler.fetch(request, environment)
    }
  },
})
