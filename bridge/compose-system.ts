import { toWardkeyError } from '../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings/settings.ts';
import { logError } from './host/log.ts';
import { readPolicy } from './host/policy.ts';
import { POLICY_PLACES } from './host/policy-places.ts';
import type { PcscLibrary } from './transport/pcsc/pcsc-library.ts';
import { PcscTransport } from './transport/pcsc/pcsc-transport.ts';
import type { Transport } from './transport/transport.ts';

/** Every way to devices on this machine. */
export function systemTransports(): readonly Transport[] {
  return [new PcscTransport(LIBRARY)];
}

/** What the administrator of this machine has set. A policy that cannot be used is told of, and nothing is set. */
export function systemSettings(): Settings {
  try {
    return readPolicy(POLICY_PLACES[process.platform]);
  } catch (thrown) {
    logError(toWardkeyError(thrown));
    return DEFAULT_SETTINGS;
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
