import { perform } from '../card-operation.ts';
import type { CardPerson } from '../card-person.ts';
import { pinModifyStructure } from '../pin-pad/pin-structures.ts';
import type { OpenPiv } from './open-piv.ts';
import { pinBytes, pinFormatProblem } from './pin-bytes.ts';
import { changePin, INS_CHANGE, INS_RESET_COUNTER, unblockPin } from './reference-data.ts';
import { spendEntry } from './spend-entry.ts';

const WAYS = {
  change: { operation: changePin, ins: INS_CHANGE },
  unblock: { operation: unblockPin, ins: INS_RESET_COUNTER },
} as const;

/**
 * Has the person set a new PIN: `change` with the present one, `unblock` with the PUK.
 * @throws WardkeyError those of {@link spendEntry}; `pin-too-simple` for a new PIN that the card
 *   does not take, which may have cost no try
 */
export function setNewPin(
  piv: OpenPiv,
  how: 'change' | 'unblock',
  person: CardPerson,
  signal: AbortSignal,
): Promise<void> {
  const { operation, ins } = WAYS[how];
  return spendEntry(
    piv,
    {
      purpose: how,
      spends: how === 'change' ? 'pin' : 'puk',
      ask: (request) => person.askNewCardPin(request, signal),
      problemOf: ({ current, newPin }) => pinFormatProblem(current) ?? pinFormatProblem(newPin),
      give: async (ask, { current, newPin }) => {
        const both = Uint8Array.of(...pinBytes(current), ...pinBytes(newPin));
        try {
          return await perform(ask, operation(piv.head.pin, both));
        } finally {
          both.fill(0);
        }
      },
      atPad: { feature: 'modify', structure: pinModifyStructure(ins, piv.head.pin) },
      afterwards: async () => {},
    },
    person,
    signal,
  );
}
