/**
 * The inspector: a page that shows what the sandbox holds and hears, and changes it. It works without its script; the script
 * keeps it up to date.
 *
 * @module
 */
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { DEFAULT_DATA_CENTER } from '../config/data-centers.ts'
import type { Struck } from '../faults/env.ts'
import { readForm } from '../http/body.ts'
import type { Instance } from '../store/data-center.ts'
import { list, quote, refusal } from '../validation/messages.ts'
import { maskText, secretsOf } from '../validation/redact.ts'
import { script } from './client-script.ts'
import { DONE, type Done, submitClock, submitDecision, submitFaults } from './forms.ts'
import { type InspectorView, renderInspector, toAddress } from './page.ts'
import { inspectorStylesheet } from './stylesheet.ts'

/** What the inspector works on. */
export interface Inspected extends Pick<InspectorView, 'instances' | 'clock' | 'journal' | 'faults'> {
  /** Puts everything back to the seed. */
  reset(): void
}

type Inspecting = { Variables: Struck['Variables'] & { form?: URLSearchParams } }

/**
 * - `GET /` (`?data_center=de`, and `before=7` for requests older than that one) is the page, with an `ETag`, so that asking
 *   again costs next to nothing where nothing has changed.
 * - `POST /inspector/reset`, `/clock`, `/faults` and `/decisions` take its forms: 303 back to it, or the page with what is
 *   wrong (404, 422), and then nothing has changed.
 */
export function inspectorRoutes({ reset, ...inspected }: Inspected): Hono<Inspecting> {
  const { instances, clock, faults } = inspected
  const routes = new Hono<Inspecting>()

  function findInstance(dataCenter: string): Instance {
    const instance = instances.get(dataCenter)
    if (instance !== undefined) return instance
    throw refusal(404, 'inspect', `data center ${quote(dataCenter)} is unknown; known are ${list(instances.keys())}`)
  }

  // The page again, since whoever mistyped wants to go on from there.
  routes.onError((error, c) => {
    const form = c.get('form')
    const wanted = form?.get('data_center') ?? c.req.query('data_center') ?? ''
    const instance = instances.get(wanted) ?? findInstance(DEFAULT_DATA_CENTER)
    return renderInspector(c, {
      ...inspected,
      instance,
      message: { text: maskText(error.message, secretsOf(instance.clients)), isError: true },
      typed: form,
      status: error instanceof HTTPException ? (error.status as ContentfulStatusCode) : 500,
    })
  })

  routes.get('/', etag(), (c) => {
    const done = c.req.query('done') ?? ''
    return renderInspector(c, {
      ...inspected,
      instance: findInstance(c.req.query('data_center') ?? DEFAULT_DATA_CENTER),
      before: readBefore(c.req.query('before')),
      message: isDone(done) ? { text: DONE[done], isError: false } : undefined,
    })
  })

  routes.get('/inspector.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  routes.get('/inspector.css', (c) => c.body(inspectorStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))

  /** Does what a form says, and leads back to the page of the data center that it was on. */
  function onSubmit(path: string, submit: (form: URLSearchParams, c: Parameters<typeof submitDecision>[0]) => Done) {
    routes.post(path, async (c) => {
      const form = await readForm(c)
      c.set('form', form)
      const { id } = findInstance(form.get('data_center') ?? DEFAULT_DATA_CENTER)
      return c.redirect(toAddress(id, { done: submit(form, c) }), 303)
    })
  }

  onSubmit('/inspector/clock', (form) => submitClock(form, clock))
  onSubmit('/inspector/faults', (form) => submitFaults(form, faults))
  onSubmit('/inspector/decisions', (form, c) => submitDecision(c, form, inspected))
  onSubmit('/inspector/reset', () => {
    reset()
    return 'reset'
  })

  return routes
}

function readBefore(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw refusal(422, 'inspect', `before is ${quote(text)}, not the id of a request`)
}

function isDone(text: string): text is Done {
  return Object.hasOwn(DONE, text)
}
