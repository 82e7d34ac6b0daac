/**
 * The steps of a flow, as a browser or a backend sends them, for the handlers in `subjects/`.
 *
 * @module
 */
import { createKeyRing, createSealingKey } from '../../src/sealing/key-ring.ts'
import { sealRequest } from '../helpers/seal-request.ts'
import { CALENDARS, calendarIds, GRANTED_TOKEN, type Provider } from './provider.ts'
import { sealFor } from './subjects/careful.ts'

const PUBLIC_URL = 'http://localhost:8787'
const RETURN_TO = 'https://app.example.com/settings'

export interface StepCall {
  readonly step: string
  readonly path: string
  readonly init: RequestInit
}

/** Prepares the environment of each handler, and the calls that all handlers accept. */
export async function prepareSteps(provider: Pick<Provider, 'url'>) {
  const secret = createSealingKey()
  const apiKey = createSealingKey()
  const seal = (path: string) =>
    sealRequest(createKeyRing([secret]), {
      subject: 'user-1',
      dataCenter: 'us',
      calendarIds: calendarIds(CALENDARS),
      returnTo: RETURN_TO,
      redirectUri: PUBLIC_URL + path,
      nowMs: Date.now(),
    })
  const stepsWith = (moduleRequest: string, serviceRequest: string): readonly StepCall[] => [
    {
      step: 'start',
      path: '/permissions/start',
      init: {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ all_calendars: 'true' }),
      },
    },
    { step: 'return', path: `/permissions/return?request=${moduleRequest}`, init: {} },
    {
      step: 'complete, of the service',
      path: '/permission-requests/complete',
      init: {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
        body: JSON.stringify({
          sealed_request: serviceRequest,
          data_center: 'us',
          access_token: GRANTED_TOKEN,
          subject: 'user-1',
        }),
      },
    },
  ]
  const environments = {
    ours: {
      PUBLIC_URL,
      SEALING_KEYS: secret,
      API_KEYS: `backend:${apiKey}`,
      ALLOWED_RETURN_URLS: RETURN_TO,
      SANDBOX_URL: provider.url,
    },
    plain: { PROVIDER: `${provider.url}/us`, RETURN_URL: `${PUBLIC_URL}/permissions/return` },
    careful: {
      PROVIDER: `${provider.url}/us`,
      RETURN_URL: `${PUBLIC_URL}/permissions/return`,
      RETURN_TO,
      SEALING_KEYS: secret,
      API_KEY: apiKey,
    },
  }
  const byHand = await sealFor({ SEALING_KEYS: secret }, calendarIds(CALENDARS))
  return {
    steps: stepsWith(await seal('/permissions/return'), await seal('/permission-requests/return')),
    /** The calls for the careful handler, whose sealed requests have another format. */
    carefulSteps: stepsWith(byHand, byHand),
    environments,
  }
}
