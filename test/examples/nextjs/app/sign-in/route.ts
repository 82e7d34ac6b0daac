import { signIn } from '@/lib/session'

// Replace this with your own sign-in. It accepts every name.
export async function POST(request: Request) {
  const form = await request.formData()
  await signIn(String(form.get('user')))
  return Response.redirect(`${process.env.PUBLIC_URL}/settings`, 303)
}
