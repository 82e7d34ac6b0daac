import type { Seed, SeedAccount, SeedCalendar, SeedProfile } from './seed.ts'

const workAndHome: readonly SeedCalendar[] = [
  { id: 'work', name: 'Work', primary: true },
  { id: 'home', name: 'Home' },
]

/** The default seed: one application, and one account for each situation that an integration has to handle. */
export const defaultSeed: Seed = {
  clients: [{ clientId: 'sandbox', clientSecret: 'sandbox-secret' }],
  accounts: [
    {
      name: 'google',
      description: 'two profiles, and calendars of every kind',
      profiles: [
        {
          id: 'google1',
          provider: 'google',
          service: 'gsuite',
          name: 'ada@work.example',
          calendars: [
            { id: 'work', name: 'Work', primary: true },
            { id: 'home', name: 'Home' },
            { id: 'team', name: 'Team' },
            { id: 'holidays', name: 'Public holidays', readonly: true },
            { id: 'old', name: 'Old project', deleted: true },
            { id: 'shared', name: 'Shared', permissionLevel: 'unrestricted' },
            { id: 'hostile', name: `<script>alert(1)</script>"'&` },
            { id: 'rtl', name: 'יומן המשפחה' },
            { id: 'emoji', name: '🏖️ Ferien 👩‍👩‍👧‍👦' },
          ],
        },
        {
          id: 'google2',
          provider: 'google',
          service: 'gmail',
          name: 'ada@home.example',
          calendars: [
            { id: 'private', name: 'Private', primary: true },
            { id: 'choir', name: 'Choir' },
          ],
        },
      ],
    },
    {
      name: 'microsoft',
      description: 'Exchange and Outlook.com',
      profiles: [
        {
          id: 'exchange1',
          provider: 'exchange',
          service: 'office365',
          name: 'bo@work.example',
          calendars: workAndHome,
        },
        {
          id: 'live1',
          provider: 'live_connect',
          service: 'outlook_com',
          name: 'bo@home.example',
          calendars: workAndHome,
        },
      ],
    },
    simpleAccount(
      { name: 'apple', description: 'iCloud' },
      { id: 'apple1', provider: 'apple', service: 'icloud', name: 'cy@home.example' },
    ),
    simpleAccount(
      {
        name: 'enterprise',
        description: 'Enterprise Connect: accepted at once, without an access page',
        permissions: 'accepted',
      },
      { id: 'enterprise1', provider: 'exchange', name: 'di@corp.example' },
    ),
    simpleAccount(
      {
        name: 'enterprise-no-scope',
        description: 'Enterprise Connect without the scope for unrestricted access: permission requests return 403',
        permissions: 'enterprise_scope_missing',
      },
      { id: 'noscope1', provider: 'exchange', name: 'ed@corp.example' },
    ),
    {
      name: 'no-calendars',
      description: 'a profile without a calendar',
      profiles: [{ id: 'empty1', provider: 'google', name: 'flo@home.example', calendars: [] }],
    },
    {
      name: 'many-calendars',
      description: '250 calendars, 001 to 250',
      profiles: [{ id: 'many1', provider: 'google', name: 'gil@work.example', calendars: numberedCalendars(250) }],
    },
    simpleAccount(
      { name: 'locked', description: 'locked account: permission requests return 423', permissions: 'account_locked' },
      { id: 'locked1', provider: 'google', name: 'hal@work.example' },
    ),
    simpleAccount(
      {
        name: 'no-plan',
        description: 'the plan lacks the feature: permission requests return 402',
        permissions: 'payment_required',
      },
      { id: 'noplan1', provider: 'google', name: 'ida@work.example' },
    ),
    simpleAccount(
      {
        name: 'narrow-scope',
        description: 'the granted scope is insufficient: permission requests return 403',
        permissions: 'insufficient_scope',
      },
      { id: 'narrow1', provider: 'google', name: 'jo@work.example' },
    ),
  ],
}

function simpleAccount(account: Omit<SeedAccount, 'profiles'>, profile: Omit<SeedProfile, 'calendars'>): SeedAccount {
  return { ...account, profiles: [{ ...profile, calendars: workAndHome }] }
}

function numberedCalendars(count: number): SeedCalendar[] {
  return Array.from({ length: count }, (_, index) => {
    const id = String(index + 1).padStart(3, '0')
    return { id, name: `Calendar ${id}`, primary: index === 0 }
  })
}
