import { connectHandler } from '../.server/cronofy'
import type { Route } from './+types/cronofy'

export const loader = ({ request }: Route.LoaderArgs) => connectHandler.fetch(request, request)
export const action = loader
