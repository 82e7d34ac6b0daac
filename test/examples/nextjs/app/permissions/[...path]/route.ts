import { getCronofy } from '../../../lib/cronofy.ts'

const handle = (request: Request) => getCronofy().permissionHandler.fetch(request)

export { handle as GET, handle as POST }
