async function handle(request: Request) {
  // Not imported above, because a build evaluates this file without the secrets.
  const { permissionHandler } = await import('@/lib/cronofy')
  return permissionHandler.fetch(request)
}

export { handle as GET, handle as POST }
