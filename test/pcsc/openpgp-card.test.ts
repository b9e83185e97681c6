import { afterAll, beforeAll, expect, it } from 'vitest';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import { readCard } from '../../bridge/smartcard/read-card.ts';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { ScriptedCard } from './scripted-card.ts';
import { type PcscStage, stagePcsc } from './transport-record.ts';

const OPENPGP_ATR = Buffer.from('3bda18ff81b1fe751f030031f573c001600090001c', 'hex');
const never = new AbortController().signal;

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterAll(() => stage.strike());

it('sends nothing to a card for OpenPGP alone, whose owner may have entered its PIN elsewhere', async () => {
  const card = new ScriptedCard(() => '9000', OPENPGP_ATR);
  const device = await stage.lay(card);
  await expect(device.open(never)).rejects.toMatchObject({ code: 'device-not-fido' });
  await expect(device.card?.open(never)).rejects.toMatchObject({ code: 'card-not-piv' });
  if (device.card === undefined) throw new Error('no card');
  expect(await readCard(device.card, never)).toMatchObject({ otherApplet: 'OpenPGP', piv: null });

  const keys = new AttachedKeys([new PcscTransport(systemPcscLibrary())]);
  keys.start();
  await expect.poll(() => keys.list.devices[0]?.problem).toBe('device-not-fido');
  await keys.stop();
  expect(card.received).toEqual([]);
});
