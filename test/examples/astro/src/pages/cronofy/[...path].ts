import type { APIRoute } from 'astro'
import { connectHandler } from '../../cronofy'

export const ALL: APIRoute = (context) => connectHandler.fetch(context.request, context)
