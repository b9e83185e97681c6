import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { WebEidPerson } from '../smartcard/web-eid/web-eid-person.ts';
import type { CardTerminalPerson } from './card-terminal-person.ts';

/** No rule of PIV binds the PIN of such a card: its middleware knows how long it may be. */
const LENGTHS = { minLength: 4, maxLength: 64 } as const;

/**
 * The person at the terminal, as middleware asks them for the PIN of a card.
 * @param reader its name
 */
export function tokenPerson(person: CardTerminalPerson, reader: string): WebEidPerson {
  const request = { reader, purpose: 'verify', ...LENGTHS } as const;
  /** Whether the pad was announced with the warning of the last try already. */
  let isWarned = false;
  return {
    askPin: ({ triesLeft, lastTry, problem }, signal) =>
      person.askCardPin(
        { ...request, triesLeft, lastTry, ...(problem === undefined ? {} : { problem }) },
        signal,
      ),
    askConsent: async ({ triesUnknown = false }, signal) => {
      isWarned = true;
      const triesLeft = triesUnknown ? null : 1;
      await person.usePinPad({ ...request, triesLeft, lastTry: true }, signal);
    },
    tell: ({ type }) => {
      if (type === 'pin-pad' && !isWarned) person.announcePinPad(request);
    },
    chooseDevice: () => Promise.reject(new WardkeyError('internal')),
  };
}
