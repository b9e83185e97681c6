import type { Settings } from '../shared/settings/settings.ts';
import { AttachedKeys } from './ctap/attached-keys.ts';
import type { Transport } from './transport/transport.ts';
import { WebAuthnClient } from './webauthn/client.ts';
import type { FetchWellKnown } from './webauthn/well-known-fetch.ts';

/** What differs between one running bridge and another. */
export interface BridgeParts {
  /** Every way to devices. Nothing is watched before {@link AttachedKeys.start}. */
  readonly transports: readonly Transport[];
  /** What the administrator has set. */
  readonly settings: Settings;
  /** The one way to the network. */
  readonly fetchWellKnown: FetchWellKnown;
}

/** The bridge, put together and at rest. */
export interface Bridge {
  readonly keys: AttachedKeys;
  readonly client: WebAuthnClient;
}

/** Puts the bridge together. Host and command line both run on what comes out. */
export function compose({ transports, settings, fetchWellKnown }: BridgeParts): Bridge {
  const keys = new AttachedKeys(transports);
  const client = new WebAuthnClient({
    keys,
    allowedOrigins: settings.allowedOrigins,
    enterpriseRpIds: settings.enterpriseRpIds,
    fetchWellKnown,
  });
  return { keys, client };
}
