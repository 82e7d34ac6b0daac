import { expect, test } from 'vitest'
import { countChecks } from '../clients/runner.ts'

test.each([
  ['no check was made', '', 0, { passed: 0, failed: 1 }],
  ['it ended badly although no check failed', 'ok - a\n', 1, { passed: 1, failed: 1 }],
  ['it ended well although a check failed', 'ok - a\nnot ok - b: no\n', 0, { passed: 1, failed: 2 }],
  ['it was killed', 'ok - a\n', null, { passed: 1, failed: 1 }],
  ['a check failed', 'ok - a\nnot ok - b: no\nok - c\n', 1, { passed: 2, failed: 1 }],
  ['a check only speaks of others', 'ok - a: not ok - b\n  ok - c\n', 0, { passed: 1, failed: 0 }],
  ['every check passed', 'ok - a\r\nok - b\n', 0, { passed: 2, failed: 0 }],
])('countChecks() counts when %s', (_, output, code, counts) => {
  expect(countChecks(output, code)).toEqual(counts)
})
