/** The projects of `vitest.config.ts` that `npm run test:slow` runs, and `npm test` does not. */
export const SLOW_PROJECTS = ['slow', 'package-slow', 'package-lowest'] as const
