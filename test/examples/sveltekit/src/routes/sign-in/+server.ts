import { redirect } from '@sveltejs/kit'
import { sealData } from 'iron-session'
import type { RequestHandler } from './$types'

/** Replace this by your own sign-in. It believes every name. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const userId = String((await request.formData()).get('user'))
  const password = process.env['SESSION_SECRET'] ?? ''
  cookies.set('session', await sealData({ userId }, { password }), { path: '/', httpOnly: true, sameSite: 'lax' })
  redirect(303, '/settings')
}
