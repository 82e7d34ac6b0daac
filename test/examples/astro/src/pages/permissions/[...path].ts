import type { APIRoute } from 'astro'
import { permissionHandler } from '../../cronofy'

export const ALL: APIRoute = (context) => permissionHandler.fetch(context.request, context)
