import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../edge/sandbox/index.ts'
import { countChecks } from '../codegen/client-runner.ts'
import { ASKING_TRACES, findMissing, readJournal, readLog } from '../codegen/required-traces.ts'
import { createCaller, permissionsFor } from '../sandbox/caller.ts'

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

describe('readJournal()', () => {
  /** What a client's program does, step by step. */
  const job = [
    'list',
    'ask',
    'decide and read back',
    'ask wrongly',
    'list as an employee',
    'ask as an employee',
  ] as const

  /** Does those steps of the job, and reads what the sandbox has seen. */
  async function seenOf(steps: readonly string[]): Promise<string[]> {
    const { call, token: signIn } = createCaller()
    const [token, employee] = [await signIn('google', 'de'), await signIn('enterprise', 'de')]
    const [path, calendars] = ['/de/v1/permissions', '/de/v1/calendars']
    let url: string | undefined
    const doing: Record<(typeof job)[number], () => Promise<unknown>> = {
      list: () => call(calendars, { token }),
      ask: async () => {
        const { json } = await call(path, { token, json: permissionsFor(['cal_de_google1_work']) })
        url = (json as { permissions_request: { url: string } }).permissions_request.url
      },
      'decide and read back': async () => {
        await call('/sandbox/decisions', { json: { url, decision: 'accept' } })
        await call(`${calendars}?a=b`, { token })
      },
      'ask wrongly': () => call(path, { token, json: permissionsFor(['cal_unknown']) }),
      'list as an employee': () => call(calendars, { token: employee }),
      'ask as an employee': () => call(path, { token: employee, json: permissionsFor(['cal_de_enterprise1_work']) }),
    }
    for (const step of job) if (steps.includes(step)) await doing[step]()
    const { requests } = (await call('/sandbox/requests')).json as { requests: JournalEntry[] }
    return readJournal(requests)
  }

  test('shows the whole job', async () => {
    expect(await seenOf(job)).toEqual(ASKING_TRACES)
  })

  test.each([
    ['list', ['GET /v1/calendars 200']],
    ['ask', ['POST /v1/permissions 200 url', 'GET /v1/calendars 200 granted']],
    ['decide and read back', ['GET /v1/calendars 200 granted']],
    ['ask wrongly', ['POST /v1/permissions 422']],
    ['list as an employee', ['GET /v1/calendars 200']],
    ['ask as an employee', ['POST /v1/permissions 200 accepted']],
  ])('lacks what a program does not do: %s', async (left, missing) => {
    const seen = await seenOf(job.filter((step) => step !== left))
    expect(findMissing(ASKING_TRACES, seen)).toEqual(missing)
  })

  test('does not take a list for a grant that nobody has decided', async () => {
    const { call, token: signIn, ask } = createCaller()
    const token = await signIn('google', 'de')
    await ask(token, ['cal_de_google1_work'], undefined, 'de')
    await call('/de/v1/calendars', { token })
    const { requests } = (await call('/sandbox/requests')).json as { requests: JournalEntry[] }
    expect(readJournal(requests)).toEqual(['POST /v1/permissions 200 url', 'GET /v1/calendars 200'])
  })
})

test('readLog() shows the outcome or the problem of each request, and nothing of other lines', () => {
  const line = (status: number, more: object) => JSON.stringify({ method: 'POST', route: '/a', status, ...more })
  const log = ['Node listens', line(200, { outcome: 'granted' }), line(409, { error: 'gone' }), line(200, {}), '']
  expect(readLog(log.join('\n'))).toEqual(['POST /a 200 granted', 'POST /a 409 gone', 'POST /a 200'])
})

test('findMissing() wants what is there twice to be seen twice', () => {
  expect(findMissing(['a', 'b', 'a'], ['a', 'c', 'b'])).toEqual(['a'])
  expect(findMissing(['a', 'b', 'a'], ['b', 'a', 'a'])).toEqual([])
})
