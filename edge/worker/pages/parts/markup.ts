import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup: what a page, or a part of one, renders to. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>
