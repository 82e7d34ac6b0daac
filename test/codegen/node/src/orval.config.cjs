// Both descriptions. Every request goes through `request`, which knows the host.
const client = (target) => ({
  client: 'fetch',
  target,
  override: { mutator: { path: './orval-request.ts', name: 'request', extension: '.js' } },
})

module.exports = {
  cronofy: { input: '../../../openapi.yaml', output: client('./cronofy.ts') },
  worker: { input: '../../../edge/worker/openapi.yaml', output: client('./worker.ts') },
}
