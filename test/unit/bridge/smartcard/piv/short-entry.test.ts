import { expect, test } from 'vitest';
import { onPiv } from '../../../../../bridge/smartcard/piv/open-piv.ts';
import { setNewPin } from '../../../../../bridge/smartcard/piv/set-new-pin.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { PivCard } from '../../../../virtual/piv-card/piv-card.ts';
import { attached, CardHolder, cardBut } from './piv-stage.ts';

const never = new AbortController().signal;

test('a change that the card refuses blames neither PIN where it may be either', async () => {
  const card = cardBut(new PivCard({ pin: '271828' }), (command) =>
    command.startsWith('0024008010') ? '6a80' : undefined,
  );
  const refused = (current: string, newPin: string, times: number) =>
    onPiv(attached(card), never, (piv) => {
      const entries = Array.from({ length: times }, () => [current, newPin]).flat();
      return setNewPin(piv, 'change', new CardHolder(entries), never);
    });
  const codeOf = (...typed: Parameters<typeof refused>) => rejectionCode(refused(...typed));
  expect(await codeOf('12345', '161803', 2)).toBe('card-pins-refused');
  expect(await codeOf('1234', '16180339', 2)).toBe('card-pins-refused');
  // No PIN of PIV has letters, and a present one that is long enough is no trouble.
  expect(await codeOf('12345', 'abcdef', 2)).toBe('pin-too-simple');
  expect(await codeOf('123456', '161803', 1)).toBe('pin-too-simple');
});
