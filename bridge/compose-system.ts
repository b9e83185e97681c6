import { toWardkeyError, type WardkeyError } from '../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings/settings.ts';
import { readPolicy } from './host/policy.ts';
import { POLICY_PLACES } from './host/policy-places.ts';
import type { PcscLibrary } from './transport/pcsc/pcsc-library.ts';
import { PcscTransport } from './transport/pcsc/pcsc-transport.ts';
import type { Transport } from './transport/transport.ts';

/** Every way to devices on this machine. */
export function systemTransports(): readonly Transport[] {
  return [new PcscTransport(LIBRARY)];
}

/** What the administrator of this machine has set, and why it could not be used, if so. */
export function systemSettings(): { readonly settings: Settings; readonly trouble?: WardkeyError } {
  try {
    return { settings: readPolicy(POLICY_PLACES[process.platform]) };
  } catch (thrown) {
    return { settings: DEFAULT_SETTINGS, trouble: toWardkeyError(thrown) };
  }
}

/** koffi is loaded when a context is first asked for, so that hello does not wait for it. */
const LIBRARY: PcscLibrary = {
  establishContext: async () => (await loadedLibrary()).establishContext(),
};

let loading: Promise<PcscLibrary> | null = null;

function loadedLibrary(): Promise<PcscLibrary> {
  loading ??= import('./transport/pcsc/koffi-pcsc-library.ts').then(({ systemPcscLibrary }) =>
    systemPcscLibrary(),
  );
  return loading;
}
