import type { HtmlEscapedString } from 'hono/utils/html'

/** What a page or a part of a page renders to. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>
