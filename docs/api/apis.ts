/** An API with a reference page by Redoc at `/api/<name>/`. */
export interface Api {
  readonly name: 'cronofy' | 'service'
  readonly title: string
  /** The path of the OpenAPI description. */
  readonly description: string
  /** Folders that contain a folder of programs for each language. The code samples come from these programs. */
  readonly programs: readonly string[]
  /** Operations for which every language must have a sample. */
  readonly shown: readonly string[]
}

/** The APIs with a reference page. */
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
