import { expect, it } from 'vitest';
import { isContactless } from '../../../../../bridge/transport/pcsc/atr.ts';

it.each([
  ['3b8080010 1', true],
  ['3b8f8001804f0ca000000306030001000000006a', true],
  ['3b8a80010031c173c8400052a1c590 00f4', true],
  ['3bfd1300008131fe158073c021c057597562694b657940', false],
  ['3b6a00ff4a434f50343156323231', false],
  ['3b80', false],
  ['', false],
] as const)(
  'tells from the ATR %s whether a card lies on a contactless reader',
  (atr, expected) => {
    expect(isContactless(Buffer.from(atr.replaceAll(' ', ''), 'hex'))).toBe(expected);
  },
);
