import { isDeepStrictEqual } from 'node:util';
import type { OpenKey } from './attached-key.ts';
import type { AuthenticatorInfo } from './authenticator-info.ts';

type Known = Pick<OpenKey, 'device' | 'info' | 'serial'>;

/**
 * Whether a key that came may be the one that went. Plugging a key in anew changes nothing that it
 * says of itself, so that another model, another piece with a serial number, or one with another PIN
 * state or number of credentials is found out; two pieces that say exactly the same are not.
 */
export function isSameKey(before: Known, after: Known): boolean {
  return isDeepStrictEqual(traits(before), traits(after));
}

function traits({ device, info, serial }: Known): object {
  const isUsb = device.transport === 'usb';
  // A card may lie in another reader now; a reader's name says nothing of the card.
  return { isUsb, name: isUsb ? device.name : '', serial, info: lasting(info) };
}

/** Without what the key makes anew each time (CTAP 2.3 §6.4), and what nobody knows the meaning of. */
function lasting(info: AuthenticatorInfo): object {
  return {
    ...info,
    encIdentifier: info.encIdentifier?.length,
    encCredStoreState: info.encCredStoreState?.length,
    uvCountSinceLastPinEntry: undefined,
    unknown: undefined,
    faults: undefined,
  };
}
