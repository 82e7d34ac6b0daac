/** The worker: its options, hooks, texts, and pages. */
import type { PermissionEvent } from 'cronofy-extended-permissions'
import { de } from 'cronofy-extended-permissions/locales/de'
import { en } from 'cronofy-extended-permissions/locales/en'
import {
  type Config,
  createFetchHandler,
  createWorker,
  type Messages,
  type PartialMessages,
  readConfig,
  renderLayout,
} from 'cronofy-extended-permissions/worker'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { same } from './same.ts'

export const config: Config = readConfig({})

export const messages: [Messages, PartialMessages] = [en, de]

export const worker: ReturnType<typeof createWorker> = createWorker({
  config,
  locales: { de },
  messages: { en: { home: { title: 'Hello' } }, fr: { errors: { notFound: { title: 'Introuvable' } } } },
  templates: {
    verifying: (props) => renderLayout(props, html`<a href="">${props.title}</a>`),
  },
  onEvent: (c, event) => {
    same<typeof event, PermissionEvent>()
    const context: Context = c
    return context.req.path
  },
})

export const handler: { fetch: ReturnType<typeof createFetchHandler> } = {
  fetch: createFetchHandler({ locales: { de } }),
}

// @ts-expect-error A worker needs a configuration.
createWorker({})
// @ts-expect-error A text with a number is a function.
createWorker({ config, messages: { en: { layout: { position: 'Step' } } } })
// @ts-expect-error There is no such page.
createWorker({ config, templates: { calendar: () => '' } })
