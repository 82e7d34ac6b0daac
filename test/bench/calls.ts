/**
 * Counts the calls to Cronofy of a flow, and calculates their share of the quota. The results are the same on every machine.
 *
 * @module
 */
import { measuredRow, type Table } from './figures.ts'
import { ACCEPTED, CONNECT_APP, FLOWS, type Walked } from './flows.ts'
import { PEAK_FACTOR, quotaTable } from './quota.ts'
import { MAX_OF_MINIMUM, runLimited } from './rate-limit/run.ts'
import type { Section } from './section.ts'

/** The number of flows at the same time, and the share of their calls that is rejected. */
const LIMITED = { flows: 200, share: 1 / 3 } as const

export const calls: Section = {
  name: 'calls',
  about:
    'Counted: the calls to Cronofy and the redirects of a flow. Calculated: how much of the default quota they need. And the calls ' +
    'of many flows at once, while a third of them are rejected with 429.',
  async measure() {
    const walked = await Promise.all(FLOWS.map(async (flow) => ({ flow, ...(await flow.walk()) })))
    const callsOf = (name: string) => walked.find(({ flow }) => flow.name === name)?.calls.length ?? 0
    return {
      tables: [
        { figure: 'flow', ours: 'count', rows: walked.flatMap(({ flow, ...counts }) => flowRows(flow, counts)) },
        quotaTable([
          ['the module or the service', callsOf(ACCEPTED.name)],
          ['the connect app', callsOf(CONNECT_APP.name)],
        ]),
        await limitedTable(),
      ],
      notes: [
        'The first eight flows are those of the module. Without a grant, the calendars are read up to three times. Attempts after an ' +
          'error are not in these tables.',
        `That the busiest minute has ${PEAK_FACTOR} times the average is a guess. Calculate with your own figure.`,
        'These flows run in one process, against the emulator, with a clock that only passes while all of them wait. The minimum is three ' +
          'calls for each flow, divided by the two thirds that succeed. What is above it are reads that had succeeded, and that a step ' +
          'repeats when it starts over. Without `Retry-After`, the request for access is not sent twice, so more steps start over.',
      ],
    }
  },
}

type Rows = Table['rows']

function flowRows({ name, limits }: (typeof FLOWS)[number], { calls, redirects }: Walked): Rows {
  return [
    measuredRow(`${name}: calls to Cronofy`, [calls.length], {
      limit: { atMost: limits.calls },
      note: calls.join(', '),
    }),
    ...(redirects === undefined || limits.redirects === undefined
      ? []
      : [measuredRow(`${name}: redirects`, [redirects], { limit: { atMost: limits.redirects } })]),
  ]
}

async function limitedTable(): Promise<Table> {
  const rows: Rows[number][] = []
  for (const application of ['module', 'service'] as const) {
    for (const retryAfterSeconds of [1, undefined]) {
      const run = await runLimited({ ...LIMITED, application, ...(retryAfterSeconds && { retryAfterSeconds }) })
      const header = retryAfterSeconds === undefined ? 'without `Retry-After`' : `\`Retry-After: ${retryAfterSeconds}\``
      rows.push(
        measuredRow(`${application}, ${header}: flows that end with a grant`, [run.granted], {
          limit: { atLeast: LIMITED.flows },
          note: `after ${run.errors} steps that ended with an error and were taken again`,
        }),
        measuredRow(`${application}, ${header}: calls by the minimum`, [run.calls / run.minimum], {
          limit: { atMost: MAX_OF_MINIMUM },
          note: `${run.calls} calls, ${run.rejected} of them rejected; the minimum is ${run.minimum}`,
        }),
      )
    }
  }
  return { figure: `${LIMITED.flows} flows at once, a third of the calls rejected`, ours: 'figure', rows }
}
