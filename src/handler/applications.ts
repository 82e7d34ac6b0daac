/**
 * The application's credentials in each data center.
 *
 * @module
 */
import { type DataCenter, isDataCenter } from '../data-centers.ts'
import { ConfigurationError } from '../errors.ts'
import type { OAuthApplication } from '../oauth.ts'
import { isNonEmptyString } from '../shared/non-empty-string.ts'

/**
 * Returns the applications by data center.
 *
 * @throws {ConfigurationError} names every entry that is incomplete, and a data center that occurs twice
 */
export function toApplicationMap(applications: readonly OAuthApplication[]): ReadonlyMap<DataCenter, OAuthApplication> {
  const byDataCenter = new Map(applications.map((application) => [application.dataCenter, application]))
  const problems = applications.flatMap(({ dataCenter, clientId, clientSecret }, index) => [
    ...(isDataCenter(dataCenter) ? [] : [`applications[${index}].dataCenter is not a data center.`]),
    ...(isNonEmptyString(clientId) ? [] : [`applications[${index}].clientId is missing.`]),
    ...(isNonEmptyString(clientSecret) ? [] : [`applications[${index}].clientSecret is missing.`]),
  ])
  if (applications.length === 0) problems.push('applications must have at least one entry.')
  if (byDataCenter.size < applications.length) problems.push('applications has two entries for one data center.')
  if (problems.length > 0) throw new ConfigurationError(problems)
  return byDataCenter
}
