import { perform } from '../card-operation.ts';
import type { CardPerson } from '../card-person.ts';
import type { OpenPiv } from './open-piv.ts';
import { pinBytes, pinFormatProblem } from './pin-bytes.ts';
import { changePin, unblockPin } from './reference-data.ts';
import { spendEntry } from './spend-entry.ts';

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
  const operation = how === 'change' ? changePin : unblockPin;
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
      afterwards: async () => {},
    },
    signal,
  );
}
