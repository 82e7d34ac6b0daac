import { getCronofy } from '../../../lib/server/cronofy.ts'
import type { RequestHandler } from './$types'

export const fallback: RequestHandler = ({ request, locals }) => getCronofy().permissionHandler.fetch(request, locals)
