/** An API whose reference is a page of Redoc: `/api/<name>/`. */
export interface Api {
  readonly name: 'cronofy' | 'service'
  readonly title: string
  /** The file of its description. */
  readonly description: string
  /** Folders of programs, one for each language. Their lines are the samples of the operations. */
  readonly programs: readonly string[]
  /** Operations that every language must show. */
  readonly shown: readonly string[]
}

/** Every reference. */
export const APIS: readonly Api[] = [
  {
    name: 'cronofy',
    title: 'Cronofy API',
    description: 'openapi.yaml',
    programs: ['test/codegen'],
    shown: ['requestPermissions', 'listCalendars'],
  },
  {
    name: 'service',
    title: 'Service API',
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
