import type { Settings } from '../shared/settings/settings.ts';
import { AttachedKeys } from './ctap/attached-keys.ts';
import { WebEid } from './host/web-eid.ts';
import { VERSION } from './install/product-version.ts';
import { CardWatch } from './smartcard/card-watch.ts';
import type { FindSigner } from './smartcard/web-eid/choose-signer.ts';
import { WebEidCards } from './smartcard/web-eid/web-eid-cards.ts';
import { SharedTransport } from './transport/shared-transport.ts';
import type { Transport } from './transport/transport.ts';
import { WebAuthnClient } from './webauthn/client.ts';
import type { FetchWellKnown } from './webauthn/well-known-fetch.ts';

/** What differs between one running bridge and another. */
export interface BridgeParts {
  /** Every way to devices. Nothing is watched before keys or cards are. */
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
  readonly cards: CardWatch;
  readonly webEid: WebEid;
}

/** Puts the bridge together. Host and command line both run on what comes out. */
export function compose({ transports, settings, fetchWellKnown }: BridgeParts): Bridge {
  const shared = transports.map((transport) => new SharedTransport(transport));
  const keys = new AttachedKeys(shared.map((transport) => transport.view()));
  const cards = new CardWatch(shared.map((transport) => transport.view()));
  const client = new WebAuthnClient({
    keys,
    allowedOrigins: settings.allowedOrigins,
    enterpriseRpIds: settings.enterpriseRpIds,
    fetchWellKnown,
  });
  const webEid = new WebEid({
    cards: new WebEidCards({ watch: cards, find: findSigner, appVersion: APP_VERSION }),
    allowedOrigins: settings.allowedOrigins,
    isAllowed: settings.webEid !== 'off',
  });
  return { keys, client, cards, webEid };
}

/** Web eID wants an address that names the program and its version. */
const APP_VERSION = `https://wardkey.app/releases/${VERSION}`;

/** What reads and asks smartcards is loaded when a page asks for one, so that hello does not wait. */
const findSigner: FindSigner = async (card, use, signal) => {
  const { findPivSigner } = await import('./smartcard/web-eid/piv-signer.ts');
  return findPivSigner(card, use, signal);
};
