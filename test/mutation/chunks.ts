/** A part of the code that is mutated in one run, with the tests that its mutants have to survive. */
export interface Chunk {
  /** Patterns without commas, at which Stryker splits them. */
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
}

/**
 * The chunks by name. Each has the tests of its own folder, and the few others that notice its mutants: with all tests, a
 * mutant that survives would take minutes.
 */
export const CHUNKS: Readonly<Record<string, Chunk>> = {
  sealing: {
    mutate: ['src/sealing/**/*.ts'],
    tests: ['test/library/sealing/**/*.test.ts', 'test/library/errors.test.ts'],
  },
  flow: {
    mutate: ['src/flow/**/*.ts'],
    tests: ['test/library/flow/**/*.test.ts', 'test/library/errors.test.ts'],
  },
  client: {
    mutate: ['src/client/**/*.ts'],
    tests: ['test/library/client/**/*.test.ts', 'test/library/errors.test.ts'],
  },
  root: {
    mutate: ['src/*.ts', 'src/shared/**/*.ts'],
    tests: [
      'test/library/{account,data-centers,errors,oauth,oauth-values}.test.ts',
      'test/library/handler/token-manager.test.ts',
      'test/library/shared/**/*.test.ts',
      'test/library/client/{response-parsers,retry}.test.ts',
      'test/library/flow/flow.test.ts',
      'test/library/sealing/permission-request.test.ts',
    ],
  },
  handler: {
    mutate: ['src/handler/**/*.ts'],
    tests: [
      'test/library/handler/**/*.test.ts',
      'test/worker/{limits,module,selection,traceparent}.test.ts',
      'test/worker/connect/{app,sign-in}.test.ts',
      'test/worker/http/request-url.test.ts',
      'test/worker/operations/report-errors.test.ts',
      'test/worker/presentation/page-renderer.test.ts',
    ],
  },
  worker: {
    mutate: ['edge/worker/*module.ts', 'edge/worker/http/handler-route.ts'],
    tests: [
      'test/worker/{connect-module,module,selection}.test.ts',
      'test/worker/http/handler-route.test.ts',
      'test/worker/i18n/messages.test.ts',
      'test/worker/operations/report-errors.test.ts',
    ],
  },
}

/** For a run without chunks. */
export const ALL_TESTS: readonly string[] = ['test/library/**/*.test.ts', 'test/worker/**/*.test.ts']
