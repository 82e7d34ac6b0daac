import type { APIRoute } from 'astro'

// Replace this with your own sign-in. It accepts every name.
export const POST: APIRoute = async ({ request, session, redirect }) => {
  const form = await request.formData()
  await session?.regenerate()
  session?.set('userId', String(form.get('user')))
  return redirect('/settings', 303)
}
