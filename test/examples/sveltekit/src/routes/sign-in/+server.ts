import { redirect } from '@sveltejs/kit'
import { readSession } from '#lib/server/session.ts'
import type { RequestHandler } from './$types'

// Replace this with your own sign-in. It accepts every name.
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData()
  const session = await readSession(cookies)
  session.userId = String(form.get('user'))
  await session.save()
  redirect(303, '/settings')
}
