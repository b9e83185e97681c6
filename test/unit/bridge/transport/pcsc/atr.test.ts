import { expect, it } from 'vitest';
import {
  historicalBytes,
  isContactless,
  isOpenPgpOnly,
} from '../../../../../bridge/transport/pcsc/atr.ts';

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

it.each([
  ['OpenPGP card 1', '3bfa1300ff813180450031c173c001000090 00b1'],
  ['OpenPGP card 2', '3bda18ff81b1fe751f030031c573c001400090000c'],
  ['OpenPGP card 2 with its life cycle', '3bda18ff81b1fe751f030031c573c001400590000c'],
  ['OpenPGP card 3', '3bda18ff81b1fe751f030031f573c001600090001c'],
  ['Gnuk', '3bda11ff81b1fe551f0300318473800180009000e4'],
  ['a key of one applet built on it', '3bda11ff81b1fe551f0300318473800180059000e1'],
])('knows by its ATR a card for OpenPGP alone: %s', (_name, atr) => {
  expect(isOpenPgpOnly(Buffer.from(atr.replaceAll(' ', ''), 'hex'))).toBe(true);
});

it.each([
  ['a key of many applets', '3bfd1300008131fe158073c021c057597562694b657940'],
  ['another one', '3b8f01805d4e6974726f6b657900000000006a'],
  ['one in the field', '3b8a80010031c173c8400052a1c59000f4'],
  ['a card of the health service', '3b6a00ff4a434f50343156323231'],
  ['a PIV card', '3bd6970081b1fe451f078031c1521118f9'],
  ['one whose historical bytes begin alike', '3bff1800ff8131fe450031c573c0018054761502010590 0074'],
  ['an answer cut short', '3bda18ff81b1fe751f030031c573c001'],
  ['one that announces for ever', `3bf0${'f0'.repeat(40)}`],
  ['nothing', ''],
])('does not take for one %s', (_name, atr) => {
  expect(isOpenPgpOnly(Buffer.from(atr.replaceAll(' ', ''), 'hex'))).toBe(false);
});

it.each([
  ['3b6a00ff4a434f50343156323231', '4a434f50343156323231'],
  ['3bfd1300008131fe158073c021c057597562694b657940', '8073c021c057597562694b6579'],
  ['3b8080 0101', ''],
  ['3b00', ''],
])('reads the historical bytes of %s', (atr, historical) => {
  const bytes = historicalBytes(Buffer.from(atr.replaceAll(' ', ''), 'hex'));
  expect(Buffer.from(bytes).toString('hex')).toBe(historical);
});
