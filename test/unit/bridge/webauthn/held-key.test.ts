import { describe, expect, test } from 'vitest';
import { parseInfo } from '../../../../bridge/ctap/get-info.ts';
import { HeldKey } from '../../../../bridge/webauthn/held-key.ts';
import { Rig } from '../../../rig/rig.ts';
import { ScriptedPerson } from '../../../rig/scripted-person.ts';
import { warm } from '../../../rig/warm.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

test('a card of U2F waits for being laid down only while it asks for it', async () => {
  const transport = new InProcessTransport();
  transport.insert(new VirtualKey({ versions: ['U2F_V2'] }), { transport: 'nfc' });
  const rig = new Rig(transport);
  await warm(rig.keys);
  const { signal } = rig.stop;
  const open = await rig.keys.open(rig.keys.list.devices[0]?.id ?? '', signal);
  const key = new HeldKey(open, rig.person, signal);
  const first = key.commandOptions();
  first.onKeepalive?.('touch-needed');
  expect(key.isTapAwaited).toBe(true);
  first.onKeepalive?.('processing');
  expect(key.isTapAwaited).toBe(false);
  first.onKeepalive?.('touch-needed');
  expect(key.isTapAwaited).toBe(true);
  key.commandOptions();
  expect(key.isTapAwaited).toBe(false);
  await open.close();
});

const INFO = parseInfo(new Map([[0x01, ['FIDO_2_1']]]), []);

describe('HeldKey', () => {
  const device = { id: 'k', transport: 'usb', name: 'Key' } as const;

  function held() {
    const person = new ScriptedPerson();
    const stop = new AbortController();
    const key = new HeldKey(
      {
        device,
        serial: undefined,
        info: INFO,
        channel: { exchange: async () => Uint8Array.of(0), close: async () => {} },
        removed: new AbortController().signal,
        renewInfo: async () => INFO,
        close: async () => {},
      },
      person,
      stop.signal,
    );
    return { key, person, stop };
  }

  test('tells of a touch when it is first needed, and of work when it was given', () => {
    const { key, person } = held();
    const { onKeepalive } = key.commandOptions();
    expect(key.touchAskedFor).toBe(false);
    const statuses = ['processing', 'touch-needed', 'touch-needed', 'processing', 'processing'];
    for (const status of statuses) {
      onKeepalive?.(status === 'processing' ? status : 'touch-needed');
    }
    expect(person.notices).toEqual([
      { type: 'touch', device },
      { type: 'working', device },
    ]);
    expect(key.touchAskedFor).toBe(true);
  });

  test('tells of the touch of each command', () => {
    const { key, person } = held();
    key.commandOptions().onKeepalive?.('touch-needed');
    key.commandOptions().onKeepalive?.('touch-needed');
    expect(person.notices).toHaveLength(2);
  });

  test('tells nothing once the ceremony has ended', () => {
    const { key, person, stop } = held();
    stop.abort();
    key.commandOptions().onKeepalive?.('touch-needed');
    expect(person.notices).toEqual([]);
  });
});
