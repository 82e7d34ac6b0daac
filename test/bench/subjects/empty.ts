/**
 * A worker that does nothing, to measure the startup of the runtime itself.
 *
 * @module
 */
const worker: { fetch(): Response } = { fetch: () => new Response('{}') }

export default worker
