import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyState } from '../state/key-state.ts';

/** encIdentifier of getInfo (CTAP 2.3 §6.4): 16 bytes that stay until a reset. */
export function sealedIdentifier(state: KeyState): Uint8Array {
  return seal(state, 'encIdentifier', state.identifier);
}

/** encCredStoreState of getInfo: 16 bytes that change with the stored credentials. */
export function sealedStoreState(state: KeyState): Uint8Array {
  const hash = createHash('sha256');
  for (const { id, user } of state.credentials.all) hash.update(id).update(JSON.stringify(user));
  return seal(state, 'encCredStoreState', hash.digest().subarray(0, 16));
}

function seal(state: KeyState, member: string, plain: Uint8Array): Uint8Array {
  const token = state.token.beginPersistent();
  const key = new Uint8Array(hkdfSync('sha256', token, Buffer.alloc(32), member, 16));
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-128-cbc', key, iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]);
}
