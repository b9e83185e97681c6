import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { CardPerson } from '../card-person.ts';
import type { AttachedCard } from '../card-watch.ts';
import type { CardSigner } from './card-signer.ts';
import { deviceOf } from './choose-signer.ts';
import type { WebEidPerson } from './web-eid-person.ts';

/** A PIN has at most 8 characters, each a byte (SP 800-73-4 part 2 §2.4.3). */
const MAX_PIN_BYTES = 8;

/** The person in front of the sign-in window, as a card asks them for its PIN. */
export function cardPersonOf(
  person: WebEidPerson,
  card: AttachedCard,
  { name, issuer }: Pick<CardSigner, 'name' | 'issuer'>,
): CardPerson {
  const device = deviceOf(card);
  return {
    askCardPin: async ({ triesLeft, lastTry, minLength, problem }, signal) => {
      const asked = { device, triesLeft, lastTry, minLength, maxBytes: MAX_PIN_BYTES };
      const answer = await person.askPin(
        { ...asked, ...(problem === undefined ? {} : { problem }) },
        signal,
      );
      person.tell({ type: 'working', device });
      return answer;
    },
    askNewCardPin: () => Promise.reject(new WardkeyError('internal')),
    usePinPad: async ({ triesLeft, lastTry, problem }, signal) => {
      // A pad may send what nobody typed: a new action of the person is a new try.
      if (problem !== undefined) throw new WardkeyError(problem);
      const triesUnknown = triesLeft === null && { triesUnknown: true as const };
      if (lastTry) {
        await person.askConsent({ device, name, issuer, lastTry, ...triesUnknown }, signal);
      }
      person.tell({ type: 'pin-pad', device, triesLeft });
      return { lastTryAgreed: lastTry };
    },
    mayTouch: (waits) => person.tell({ type: waits ? 'touch' : 'working', device }),
  };
}
