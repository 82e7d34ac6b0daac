import { renderCalendars } from './calendars.ts'
import { renderHome } from './home.ts'
import { renderMessage } from './message.ts'
import { renderOutcome } from './outcome.ts'
import { renderVerifying } from './verifying.ts'
import type { Templates } from './view-models.ts'

export const DEFAULT_TEMPLATES: Templates = {
  home: renderHome,
  calendars: renderCalendars,
  outcome: renderOutcome,
  message: renderMessage,
  verifying: renderVerifying,
}
