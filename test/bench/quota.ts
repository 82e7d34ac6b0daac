/**
 * Calculates the share of Cronofy's quota that flows need from the calls of each flow.
 *
 * @module
 */
import { measuredRow, type Table } from './figures.ts'

/** Documented defaults for each application: https://docs.cronofy.com/developers/faqs/application-management/rate-limits/ */
export const QUOTA = { perSecond: 50, perMinute: 500 } as const

/** The scale to calculate for. */
export const FLOWS_A_DAY = 1_000_000

/** A guess: the busiest minute of a day has this many times the flows of the average minute. */
export const PEAK_FACTOR = 3

const MINUTES_A_DAY = 24 * 60

/** The calls that flows need. */
export interface QuotaNeed {
  readonly perMinute: number
  readonly perSecond: number
  /** As a multiple of the default quota. */
  readonly ofMinute: number
  readonly ofSecond: number
}

/** Returns the need of {@link FLOWS_A_DAY} flows with this number of calls each, in a minute with `factor` times the average. */
export function quotaNeed(callsAFlow: number, factor: number): QuotaNeed {
  const perMinute = (FLOWS_A_DAY * callsAFlow * factor) / MINUTES_A_DAY
  const perSecond = perMinute / 60
  return { perMinute, perSecond, ofMinute: perMinute / QUOTA.perMinute, ofSecond: perSecond / QUOTA.perSecond }
}

/** Returns the flows a day that the default quota allows. The limit for a minute is reached before the limit for a second. */
export function flowsWithinQuota(callsAFlow: number, factor: number): number {
  return (QUOTA.perMinute * MINUTES_A_DAY) / (callsAFlow * factor)
}

/** @param kinds Each kind of flow with its calls. */
export function quotaTable(kinds: readonly (readonly [name: string, callsAFlow: number])[]): Table {
  const peaks = [
    ['on average', 1],
    [`in a minute with ${PEAK_FACTOR} times the average (a guess)`, PEAK_FACTOR],
  ] as const
  const rows = kinds.flatMap(([kind, callsAFlow]) =>
    peaks.flatMap(([when, factor]) => {
      const { perMinute, perSecond, ofMinute, ofSecond } = quotaNeed(callsAFlow, factor)
      const name = `${kind}, ${when}`
      return [
        measuredRow(`${name}: calls a minute`, [perMinute], {
          note: `${ofMinute.toFixed(2)} times the default quota of ${QUOTA.perMinute}`,
        }),
        measuredRow(`${name}: calls a second`, [perSecond], {
          note: `${ofSecond.toFixed(2)} times the default quota of ${QUOTA.perSecond}`,
        }),
        measuredRow(`${name}: flows a day within the default quota`, [flowsWithinQuota(callsAFlow, factor)]),
      ]
    }),
  )
  return { figure: `${FLOWS_A_DAY.toLocaleString('en')} flows a day`, ours: 'figure', rows }
}
