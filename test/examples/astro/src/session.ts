import type { APIContext } from 'astro'

/** Returns the ID of the signed-in user, or `null`. */
export async function userIdOf({ session }: Pick<APIContext, 'session'>): Promise<string | null> {
  return (await session?.get('userId')) ?? null
}
