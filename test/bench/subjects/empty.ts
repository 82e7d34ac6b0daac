/**
 * A worker that does nothing: what the runtime itself takes to start, with any.
 *
 * @module
 */
const worker: { fetch(): Response } = { fetch: () => new Response('{}') }

export default worker
