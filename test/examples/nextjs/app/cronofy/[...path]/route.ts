import { getCronofy } from '../../../lib/cronofy.ts'

export const GET = (request: Request) => getCronofy().connectHandler.fetch(request)
