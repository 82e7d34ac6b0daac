import { permissionHandler } from '../.server/cronofy'
import type { Route } from './+types/permissions'

export const loader = ({ request }: Route.LoaderArgs) => permissionHandler.fetch(request, request)
export const action = loader
