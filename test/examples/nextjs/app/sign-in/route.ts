import { getSession } from '../../lib/session.ts'

/** Replace this by your own sign-in. It believes every name. */
export async function POST(request: Request): Promise<Response> {
  const session = await getSession()
  session.userId = String((await request.formData()).get('user'))
  await session.save()
  return new Response(null, { status: 303, headers: { location: '/app/settings' } })
}
