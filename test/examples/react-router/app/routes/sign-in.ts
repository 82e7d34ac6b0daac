import { redirect } from 'react-router'
import { createSession } from '../.server/session'
import type { Route } from './+types/sign-in'

// Replace this with your own sign-in. It accepts every name.
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData()
  const cookie = await createSession(String(form.get('user')))
  return redirect('/settings', { status: 303, headers: { 'Set-Cookie': cookie } })
}
