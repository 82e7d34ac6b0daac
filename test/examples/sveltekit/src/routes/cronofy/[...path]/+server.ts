import type { RequestHandler } from './$types'

// The handler responds to every method.
export const fallback: RequestHandler = async ({ request, locals }) => {
  // Not imported above, because a build evaluates this file without the secrets.
  const { connectHandler } = await import('#lib/server/cronofy.ts')
  return connectHandler.fetch(request, locals)
}
