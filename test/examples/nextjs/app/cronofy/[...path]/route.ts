export async function GET(request: Request) {
  // Not imported above, because a build evaluates this file without the secrets.
  const { connectHandler } = await import('@/lib/cronofy')
  return connectHandler.fetch(request)
}
