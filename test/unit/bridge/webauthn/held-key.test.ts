import { expect, test } from 'vitest';
import { HeldKey } from '../../../../bridge/webauthn/held-key.ts';
import { Rig } from '../../../rig/rig.ts';
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
