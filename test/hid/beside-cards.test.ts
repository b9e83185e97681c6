import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compose } from '../../bridge/compose.ts';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings.ts';
import { type PcscStage, stagePcsc } from '../pcsc/transport-record.ts';
import { noWellKnown } from '../rig/no-well-known.ts';
import { registered, verifyAuthentication } from '../rig/relying-party.ts';
import { CALLER, creationOptions, listOf, requestOptions } from '../rig/rig.ts';
import { neverAnswers, ScriptedPerson } from '../rig/scripted-person.ts';
import { warm } from '../rig/warm.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { stageMachine, transportOf } from './stage.ts';

// A USB key through real hidapi and a card through real pcscd, at once, in the bridge as it is
// composed.

let stage: PcscStage;
beforeAll(async () => {
  stage = await stagePcsc('Wardkey Test Reader');
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

async function bothAttached(options: VirtualKeyOptions = {}) {
  const machine = await stageMachine();
  const [usb, card] = [new VirtualKey(options), new VirtualKey(options)];
  usb.presence.mode = 'wait';
  await machine.plug(usb, { name: 'Key' });
  stage.reader.insert(new FidoApplet(card));
  const transports = [transportOf(machine), new PcscTransport(systemPcscLibrary())];
  const { keys, client } = compose({
    transports,
    settings: DEFAULT_SETTINGS,
    fetchWellKnown: noWellKnown,
  });
  keys.start();
  onTestFinished(() => keys.stop());
  await expect.poll(() => keys.list.devices.length).toBe(2);
  await warm(keys);
  const person = new ScriptedPerson();
  const { signal } = new AbortController();
  return {
    usb,
    card,
    person,
    create: () => client.create(CALLER, creationOptions(), person, signal),
    get: (id: string) =>
      client.get(CALLER, requestOptions({ allowCredentials: listOf(id) }), person, signal),
  };
}

/** Registers on the USB key, by a touch, while the list stands unanswered. */
async function registerOnUsb(both: Awaited<ReturnType<typeof bothAttached>>) {
  both.person.answerDevice = (_, signal) => neverAnswers(signal);
  const stop = both.usb.presence.onAwaited(() => setImmediate(() => both.usb.presence.touch()));
  const credential = await registered(await both.create());
  stop();
  return credential;
}

describe('a USB key and a card at once', () => {
  it.each([{}, { pin: '2468' }])('the key is chosen by its touch: %o', async (options) => {
    const both = await bothAttached(options);
    both.person.answerPin = () => '2468';
    await registerOnUsb(both);
    expect([both.usb, both.card].map(({ credentials }) => credentials.length)).toEqual([1, 0]);
    expect(both.card.pinTriesLeft).toBe(8);
    expect(both.person.pinRequests.every(({ device }) => device.name === 'Key')).toBe(true);
  });

  it('the card is chosen from the list, and the key goes dark at once', async () => {
    const both = await bothAttached();
    both.person.answerDevice = async (devices) => {
      await expect.poll(() => both.usb.presence.awaited).toBe(true);
      return devices.find(({ transport }) => transport !== 'usb')?.id ?? 'none';
    };
    await registered(await both.create());
    expect(both.usb.presence.awaited).toBe(false);
    expect([both.usb, both.card].map(({ credentials }) => credentials.length)).toEqual([0, 1]);
  });

  it('only the one that knows the credential is used for a sign-in', async () => {
    const both = await bothAttached();
    const onUsb = await registerOnUsb(both);
    both.person.answerDevice = (devices) =>
      devices.find(({ transport }) => transport !== 'usb')?.id ?? 'none';
    const onCard = await registered(await both.create());
    both.person.answerDevice = () => {
      throw new Error('nothing is to be asked');
    };
    const fromCard = await both.get(onCard.id);
    expect((await verifyAuthentication(fromCard, onCard)).verified).toBe(true);
    expect(both.usb.presence.awaited).toBe(false);
    const signingIn = both.get(onUsb.id);
    await expect.poll(() => both.usb.presence.awaited).toBe(true);
    both.usb.presence.touch();
    expect((await verifyAuthentication(await signingIn, onUsb)).verified).toBe(true);
  });
});
