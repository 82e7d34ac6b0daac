import { appBaseUrl, type DataCenter } from '../../../src/data-centers.ts'
import type { HomePageProps } from '../pages/view-models.ts'

/** Describes data centers for the page to choose one: sorted by country, and the one that was used last first. */
export function describeDataCenters(
  dataCenters: readonly DataCenter[],
  options: {
    locale: string
    sandboxUrl: string | undefined
    lastUsed: DataCenter | undefined
    hrefOf: (dataCenter: DataCenter) => string
  },
): HomePageProps['dataCenters'] {
  const { locale, sandboxUrl, lastUsed, hrefOf } = options
  const countryNames = new Intl.DisplayNames(locale, { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  return dataCenters
    .map((id) => ({
      id,
      country: countryNames.of(countryCodeOf(id)) ?? id,
      host: appBaseUrl(id, sandboxUrl).replace(/^https?:\/\//, ''),
      href: hrefOf(id),
      lastUsed: id === lastUsed,
    }))
    .sort((a, b) => Number(b.lastUsed) - Number(a.lastUsed) || compare(a.country, b.country))
}

/** The ISO 3166 code of a data center's country. `Intl` knows its name. */
function countryCodeOf(dataCenter: DataCenter): string {
  return dataCenter === 'uk' ? 'GB' : dataCenter.toUpperCase()
}
