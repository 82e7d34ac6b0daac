import { getCronofy } from '../../../lib/server/cronofy.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = ({ request, locals }) => getCronofy().connectHandler.fetch(request, locals)
