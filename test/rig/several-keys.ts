import { InProcessTransport } from '../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { Rig } from './rig.ts';
import { warm } from './warm.ts';

interface Several {
  readonly keys: readonly VirtualKey[];
  readonly transport: InProcessTransport;
  readonly rig: Rig;
}

/** Keys that wait for a touch, in the order of the options. */
export async function several(...options: readonly VirtualKeyOptions[]): Promise<Several> {
  const transport = new InProcessTransport();
  const keys = options.map((each, index) => {
    const key = new VirtualKey(each);
    transport.insert(key, { name: `Key ${index}` });
    return key;
  });
  const rig = new Rig(transport);
  await warm(rig.keys);
  for (const { presence } of keys) presence.mode = 'wait';
  return { keys, transport, rig };
}

/** Registers on one key alone, touched at once. @returns the credential's ID */
export async function registerOn(key: VirtualKey, options: { residentKey?: boolean } = {}) {
  const transport = new InProcessTransport();
  transport.insert(key);
  const rig = new Rig(transport);
  await warm(rig.keys);
  const residentKey = options.residentKey === true ? 'required' : 'discouraged';
  const { id } = await rig.create({ authenticatorSelection: { residentKey } });
  return id;
}

export function blinking(keys: readonly VirtualKey[]): boolean[] {
  return keys.map(({ presence }) => presence.awaited);
}
