import type { AskCard } from '../../transport/transport.ts';
import { perform } from '../card-operation.ts';
import type { CardPerson } from '../card-person.ts';
import { pinVerifyStructure } from '../pin-pad/pin-structures.ts';
import type { OpenPiv } from './open-piv.ts';
import { pinBytes, pinFormatProblem } from './pin-bytes.ts';
import { spendEntry } from './spend-entry.ts';
import { INS_VERIFY, verifyPin } from './verify.ts';

/**
 * Has the person enter the PIN, and does something with the card while it is verified. Nothing that
 * is verified is left behind, so each use asks anew: the signature key wants that of all programs
 * (SP 800-73-4 part 1 table 4b), and of the others it is what the person can understand.
 * @param work its commands come right after the PIN, in the same transaction
 * @throws WardkeyError those of {@link spendEntry}, `card-refused`; what the work throws
 */
export function withPin<T>(
  piv: OpenPiv,
  person: CardPerson,
  signal: AbortSignal,
  work: (ask: AskCard) => Promise<T>,
): Promise<T> {
  return spendEntry(
    piv,
    {
      purpose: 'verify',
      spends: 'pin',
      ask: (request) => person.askCardPin(request, signal),
      problemOf: ({ pin }, shortest) => pinFormatProblem(pin, shortest),
      secretOf: ({ pin }) => pin,
      give: async (ask, { pin }) => {
        const bytes = pinBytes(pin);
        try {
          return await perform(ask, verifyPin(piv.head.pin, bytes));
        } finally {
          bytes.fill(0);
        }
      },
      atPad: {
        feature: 'verify',
        structure: (shortest) => pinVerifyStructure(INS_VERIFY, piv.head.pin, shortest),
      },
      afterwards: work,
    },
    person,
    signal,
  );
}
