/** The figures of the guide's page on rate limits are those that are measured and calculated. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PATHS, SERVICE_PATHS } from '../../edge/worker/http/paths.ts'
import { DEFAULT_TIMEOUT_MS } from '../../src/client/retry.ts'
import { ACCEPTED, CONNECT_APP, FLOWS } from '../bench/flows.ts'
import { FLOWS_A_DAY, flowsWithinQuota, PEAK_FACTOR, QUOTA, quotaNeed } from '../bench/quota.ts'
import { MAX_OF_MINIMUM } from '../bench/rate-limit/run.ts'
import { ROOT } from '../scripts/run.ts'

const page = await readFile(join(ROOT, 'docs/guides/rate-limits.md'), 'utf8')
/** Without line breaks, because a sentence may have one anywhere. */
const prose = page.replaceAll(/\s+/g, ' ')

/** The cells of the rows of the table with this first column. */
function tableOf(firstColumn: string): string[][] {
  const [, , ...rows] =
    page
      .slice(page.indexOf(`| ${firstColumn} |`))
      .split('\n\n', 1)[0]
      ?.split('\n') ?? []
  return rows.map((row) => row.slice(2, -2).split(' | '))
}

const whole = (figure: number) => Math.round(figure).toLocaleString('en')

test('lists every kind of flow with the calls that it makes', async () => {
  const measured = FLOWS.map(async ({ name, walk }) => [name, String((await walk()).calls.length)])
  expect(tableOf('flow')).toEqual(await Promise.all(measured))
})

test('says which flows are those of the module', () => {
  const moduleFlows = FLOWS.filter(({ limits }) => limits.redirects !== undefined)
  expect(moduleFlows).toEqual(FLOWS.slice(0, 8))
  expect(prose).toContain('The first eight are flows of the module.')
})

test('calculates the need of a million flows a day', () => {
  const rows = [ACCEPTED, CONNECT_APP].flatMap(({ limits }) =>
    [
      ['average', 1],
      ['busiest minute', PEAK_FACTOR],
    ].map(([when, factor]) => {
      const { perMinute, perSecond, ofMinute, ofSecond } = quotaNeed(limits.calls, Number(factor))
      const multiples = [ofMinute, ofSecond].map((multiple) => `${multiple.toFixed(2)} times`)
      const name = `${limits.calls} calls each, ${when}`
      return [name, whole(perMinute), multiples[0], perSecond.toFixed(1), multiples[1]]
    }),
  )
  expect(tableOf('flows')).toEqual(rows)
})

const evenly = whole(flowsWithinQuota(ACCEPTED.limits.calls, 1))
const withPeak = whole(flowsWithinQuota(ACCEPTED.limits.calls, PEAK_FACTOR))

describe('says in its sentences what is calculated:', () => {
  test.each([
    `by default ${QUOTA.perSecond} in a second and ${QUOTA.perMinute} in a minute`,
    `## What ${whole(FLOWS_A_DAY)} flows a day need`,
    `${whole(FLOWS_A_DAY)} × ${ACCEPTED.limits.calls} ÷ 1,440 calls in an average minute`,
    `We guess ${PEAK_FACTOR} times the average`,
    `enough for ${evenly} flows a day with three calls each if they come evenly, and for ${withPeak} if the busiest minute has ${PEAK_FACTOR} times`,
    `${Math.floor(QUOTA.perMinute / ACCEPTED.limits.calls)} users who go through the flow in the same minute use it up`,
    `within the ${DEFAULT_TIMEOUT_MS / 1000} seconds of a step`,
    `at most ${MAX_OF_MINIMUM} times the calls that are needed`,
  ])('%s', (sentence) => {
    expect(prose).toContain(sentence)
  })
})

test('names routes that the worker has', () => {
  const [, list = ''] = /\*\*The worker\*\*: ([^.]*)\./.exec(prose) ?? []
  const routes = [...list.matchAll(/`([^`]*)`/g)].map(([, route = '']) => route.replace(/\/?\*$/, ''))
  const paths = new Set<string>([...Object.values(PATHS), ...Object.values(SERVICE_PATHS)])
  expect(routes).toHaveLength(8)
  expect(routes.filter((route) => !paths.has(route))).toEqual([])
})
