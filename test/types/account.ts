/** Whose calendars it is about, and where they are: the data centers, and no other. */
import { type Account, type DataCenter, isDataCenter, type OAuthApplication } from 'cronofy-extended-permissions'
import { same } from './same.ts'

same<DataCenter, 'us' | 'au' | 'ca' | 'de' | 'sg' | 'uk'>()

export const account: Account = { dataCenter: 'de', accessToken: 'token', subject: 'user-1' }

// @ts-expect-error There is no data center "eu".
export const europe: Account = { dataCenter: 'eu', accessToken: 'token', subject: 'user-1' }

// @ts-expect-error Without a subject what begins as one user could end as another.
export const nobody: Account = { dataCenter: 'de', accessToken: 'token' }

// @ts-expect-error No answer names the data center: it has to be remembered.
export const nowhere: Account = { accessToken: 'token', subject: 'user-1' }

// @ts-expect-error Names of the wire are not those of the library.
export const snake: Account = { data_center: 'de', access_token: 'token', subject: 'user-1' }

export function fromStore(stored: string): Account | null {
  // @ts-expect-error Any text is no data center.
  const unchecked: DataCenter = stored
  return isDataCenter(stored) ? { ...account, dataCenter: stored } : { ...account, dataCenter: unchecked }
}

// @ts-expect-error The client id belongs to one data center.
export const application: OAuthApplication = { clientId: 'id', clientSecret: 'secret' }
