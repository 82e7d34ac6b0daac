/**
 * The pages of the site, in the order of their navigation.
 *
 * @module
 */

/** A page: `<name>.html`. */
export interface Page {
  readonly name: string
  /** Its heading, and its entry in the navigation. */
  readonly title: string
  /** For search engines, and for whoever is sent the address. */
  readonly summary: string
}

/** The guide: each page is `guide/<name>.md`. */
export const GUIDE: readonly Page[] = [
  {
    name: 'index',
    title: 'Extended Permissions for Cronofy',
    summary: 'What extended permissions are, the six steps, and what is here to help with them.',
  },
  {
    name: 'try',
    title: 'Try it',
    summary: 'The whole flow on your own machine, without an account: in a browser, with curl, in your application.',
  },
  {
    name: 'return',
    title: 'What the return proves',
    summary: 'Nothing: anybody can open the return address. Where the outcome comes from, and what each status means.',
  },
  {
    name: 'connections',
    title: 'Connect users',
    summary: 'How a backend in any language connects users, lets them choose calendars, and refreshes tokens.',
  },
  {
    name: 'regions',
    title: 'Regions',
    summary: 'The six data centers, their hosts, and why an application has to remember which one an account lives in.',
  },
  {
    name: 'enterprise-connect',
    title: 'Enterprise Connect',
    summary: 'Accounts that are given access at once, without an access page, and what that asks of your application.',
  },
  { name: 'errors', title: 'Errors', summary: 'Every error code, what it means, and what to do.' },
  {
    name: 'rate-limits',
    title: 'Rate limits',
    summary: "How many calls a flow makes, how much of Cronofy's quota many flows need, and what to do after a 429.",
  },
  {
    name: 'sandbox',
    title: 'The sandbox',
    summary: 'Cronofy on your own machine: how to run it, what it does, and how sure each of its behaviors is.',
  },
  { name: 'publish', title: 'Publish this site', summary: 'How to put these pages on a host of your own.' },
]

/** A description that is shown with Redoc. */
export interface ApiPage extends Page {
  /** The description's file. */
  readonly description: string
  /** Folders that have a folder of programs for each language, whose lines stand beside the operations. */
  readonly programs: readonly string[]
  /** The operations that every language has to show. */
  readonly shown: readonly string[]
}

/** The descriptions. */
export const APIS: readonly ApiPage[] = [
  {
    name: 'cronofy-api',
    title: "Cronofy's API",
    summary: "The part of Cronofy's API that extended permissions need: five operations, six servers.",
    description: 'openapi.yaml',
    programs: ['test/codegen'],
    shown: ['requestPermissions', 'listCalendars'],
  },
  {
    name: 'worker-api',
    title: "The worker's API",
    summary: "The worker's own HTTP API, for a backend in any language.",
    description: 'edge/worker/openapi.yaml',
    programs: ['test/examples/backends'],
    shown: [
      'beginConnection',
      'completeConnection',
      'refreshConnection',
      'revokeConnection',
      'beginPermissionRequest',
      'completePermissionRequest',
      'readPermissions',
    ],
  },
]

/** Every page. */
export const PAGES: readonly Page[] = [...GUIDE, ...APIS]
