import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { inspectorScript } from '../../../generated/inspector-script.ts'
import { inspectorStylesheet } from '../../../generated/inspector-stylesheet.ts'
import { pageStylesheet } from '../../../generated/page-stylesheet.ts'
import type { RouteEnv } from '../config/data-centers.ts'
import type { FaultEnv } from '../faults/env.ts'
import { readForm } from '../http/body.ts'
import { findDataCenter } from '../store/data-center.ts'
import { httpError, quoteValue } from '../validation/messages.ts'
import { clientSecretsOf, redactText } from '../validation/redact.ts'
import { FORM_MESSAGES, type FormResult, submitClock, submitDecision, submitFaults } from './forms.ts'
import { type InspectorPageProps, inspectorUrl, renderInspector } from './page.ts'

export interface InspectorOptions extends Pick<InspectorPageProps, 'stores' | 'clock' | 'journal' | 'faults'> {
  reset(): void
}

type InspectorEnv = { Variables: FaultEnv['Variables'] & { form?: URLSearchParams } }

/**
 * Creates the inspector: a page that shows and changes the state. It works without its script, which keeps it up to
 * date.
 * - `GET /` is the page. `?data_center=de` selects a data center, and `before=7` shows requests older than that one.
 *   Its `ETag` makes polling cheap.
 * - `POST /inspector/reset`, `/clock`, `/faults`, and `/decisions` handle its forms. They redirect to the page with
 *   303, or respond with the page and an error (404, 422), and then change nothing.
 */
export function inspectorRoutes({ reset, ...shared }: InspectorOptions): Hono<InspectorEnv> {
  const { stores, clock, faults } = shared
  const routes = new Hono<InspectorEnv>()

  const findStore = (dataCenter: string) => findDataCenter(stores, dataCenter, 'inspect')

  // Shows the page again, so that the user can correct the input.
  routes.onError((error, c) => {
    const form = c.get('form')
    const requestedDataCenter = form?.get('data_center') ?? c.req.query('data_center') ?? ''
    const store = stores.get(requestedDataCenter) ?? findStore(defaultDataCenter(c))
    return renderInspector(c, {
      ...shared,
      store,
      message: { text: redactText(error.message, clientSecretsOf(store.clients)), isError: true },
      submittedForm: form,
      status: error instanceof HTTPException ? (error.status as ContentfulStatusCode) : 500,
    })
  })

  routes.get('/', etag(), (c) => {
    const done = c.req.query('done') ?? ''
    return renderInspector(c, {
      ...shared,
      store: findStore(c.req.query('data_center') ?? defaultDataCenter(c)),
      before: parseBefore(c.req.query('before')),
      message: isFormResult(done) ? { text: FORM_MESSAGES[done], isError: false } : undefined,
    })
  })

  routes.get('/inspector.js', (c) => c.body(inspectorScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }))
  routes.get('/inspector.css', (c) =>
    c.body(pageStylesheet + inspectorStylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )

  /** Handles a form, and redirects to the page of its data center. */
  function addFormRoute(
    path: string,
    submit: (form: URLSearchParams, c: Parameters<typeof submitDecision>[0]) => FormResult,
  ) {
    routes.post(path, async (c) => {
      const form = await readForm(c)
      c.set('form', form)
      const { id } = findStore(form.get('data_center') ?? defaultDataCenter(c))
      return c.redirect(inspectorUrl(id, { done: submit(form, c) }), 303)
    })
  }

  addFormRoute('/inspector/clock', (form) => submitClock(form, clock))
  addFormRoute('/inspector/faults', (form) => submitFaults(form, faults))
  addFormRoute('/inspector/decisions', (form, c) => submitDecision(c, form, shared))
  addFormRoute('/inspector/reset', () => {
    reset()
    return 'reset'
  })

  return routes
}

function parseBefore(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw httpError(422, 'inspect', `before is ${quoteValue(text)}. Pass the ID of a request.`)
}

function isFormResult(text: string): text is FormResult {
  return Object.hasOwn(FORM_MESSAGES, text)
}

/** The data center of paths without a prefix. */
function defaultDataCenter({ env }: Context): string {
  return (env as RouteEnv['Bindings']).dataCenter
}
