/** The place of the README's example: a test writes that over this file, and the export behind it. */
import { Hono } from 'hono'

const app: Hono = new Hono()

export default app
