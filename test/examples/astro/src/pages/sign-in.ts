import type { APIRoute } from 'astro'

// Replace this by your own sign-in. It believes every name.
export const POST: APIRoute = async ({ request, session, redirect }) => {
  const form = await request.formData()
  await session?.regenerate()
  session?.set('userId', String(form.get('user')))
  return redirect('/settings', 303)
}
