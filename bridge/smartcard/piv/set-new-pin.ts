import { perform } from '../card-operation.ts';
import type { CardPerson } from '../card-person.ts';
import { pinModifyStructure } from '../pin-pad/pin-structures.ts';
import type { OpenPiv } from './open-piv.ts';
import { PIN_LENGTH, pinBytes, pinFormatProblem } from './pin-bytes.ts';
import { PIN_REFERENCE, type PinReference } from './pin-reference.ts';
import { changePin, INS_CHANGE, INS_RESET_COUNTER, unblockPin } from './reference-data.ts';
import { spendEntry } from './spend-entry.ts';

const WAYS = {
  change: (pin: PinReference) => ({
    ins: INS_CHANGE,
    reference: pin,
    operation: (both: Uint8Array) => changePin(pin, both),
  }),
  unblock: () => ({
    ins: INS_RESET_COUNTER,
    reference: PIN_REFERENCE.application,
    operation: unblockPin,
  }),
} as const;

/**
 * Has the person set a new PIN: `change` with the present one, `unblock` with the PUK.
 * @throws WardkeyError those of {@link spendEntry}; `pin-too-simple` for a new PIN that the card
 *   does not take, `card-pins-refused` where that may be a short present one
 */
export function setNewPin(
  piv: OpenPiv,
  how: 'change' | 'unblock',
  person: CardPerson,
  signal: AbortSignal,
): Promise<void> {
  const { operation, ins, reference } = WAYS[how](piv.head.pin);
  return spendEntry(
    piv,
    {
      purpose: how,
      spends: how === 'change' ? 'pin' : 'puk',
      ask: (request) => person.askNewCardPin(request, signal),
      problemOf: ({ current, newPin }, shortest) =>
        pinFormatProblem(newPin, PIN_LENGTH.min) ??
        pinFormatProblem(current, how === 'change' ? shortest : PIN_LENGTH.min),
      secretOf: ({ current }) => current,
      give: async (ask, { current, newPin }) => {
        const both = Uint8Array.of(...pinBytes(current), ...pinBytes(newPin));
        try {
          return await perform(ask, operation(both));
        } finally {
          both.fill(0);
        }
      },
      atPad: { feature: 'modify', structure: () => pinModifyStructure(ins, reference) },
      afterwards: async () => {},
    },
    person,
    signal,
  );
}
