/**
 * The sandbox's default seed, with one account more whose names are as bad as names can be.
 *
 * @module
 */
import { defaultSeed, type Seed } from '../../../edge/sandbox/index.ts'

const MARKUP = `</bdi></label><script>alert(1)</script><img src=x onerror=alert(1)>"'&`
const LONG = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4)
const RIGHT_TO_LEFT = 'יומן המשפחה (2026) – מרץ'
/** Turns the direction of what follows, unless something keeps that in. */
const OVERRIDE = '\u202Eeveileb uoy tahw ton si siht'

/** The seed. */
export const pagesSeed: Seed = {
  ...defaultSeed,
  accounts: [
    ...defaultSeed.accounts,
    {
      name: 'hostile',
      description: MARKUP,
      profiles: [
        {
          id: 'hostile1',
          provider: MARKUP,
          name: `${'a-very-long-name'.repeat(12)}@example.com`,
          calendars: [
            { id: 'markup', name: MARKUP, primary: true },
            { id: 'long', name: LONG },
            { id: 'empty', name: '' },
          ],
        },
        {
          id: 'hostile2',
          provider: 'apple',
          name: RIGHT_TO_LEFT,
          calendars: [
            { id: 'rtl', name: RIGHT_TO_LEFT },
            { id: 'override', name: OVERRIDE, readonly: true },
          ],
        },
      ],
    },
  ],
}
