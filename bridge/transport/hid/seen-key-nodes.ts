import type { KeyNodeSeen } from '../transport.ts';
import type { HidSystem } from './hid-system.ts';

/** Looks once at all security keys on USB. None is opened. Never rejects. */
export async function seenKeyNodes(system: HidSystem): Promise<readonly KeyNodeSeen[]> {
  const entries = await system.list();
  return Promise.all(
    entries.map(async ({ name, path, accessible }) => ({
      name,
      denied: accessible ? null : await system.whyDenied(path),
    })),
  );
}
