import { WardkeyError } from '../shared/errors/wardkey-error.ts';
import type { Settings } from '../shared/settings/settings.ts';
import { AttachedKeys } from './ctap/attached-keys.ts';
import type { CardSurroundings } from './host/card-desk.ts';
import { WebEid } from './host/web-eid.ts';
import { VERSION } from './install/product-version.ts';
import { CardWatch } from './smartcard/card-watch.ts';
import type { ModulePlace } from './smartcard/pkcs11/find-token.ts';
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
  /** The middleware's module for cards that are no PIV cards, where one is installed. */
  readonly middleware?: ModulePlace | null;
}

/** The bridge, put together and at rest. */
export interface Bridge {
  readonly keys: AttachedKeys;
  readonly client: WebAuthnClient;
  readonly cards: CardWatch;
  readonly webEid: WebEid;
  readonly aroundCards: CardSurroundings;
}

/** Puts the bridge together. Host and command line both run on what comes out. */
export function compose(parts: BridgeParts): Bridge {
  const { transports, settings, fetchWellKnown, middleware = null } = parts;
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
    cards: new WebEidCards({
      watch: cards,
      find: signerFinder(middleware),
      appVersion: APP_VERSION,
    }),
    allowedOrigins: settings.allowedOrigins,
    isAllowed: settings.webEid !== 'off',
  });
  const aroundCards = { middleware, cardTrustStore: settings.cardTrustStore };
  return { keys, client, cards, webEid, aroundCards };
}

/** Web eID wants an address that names the program and its version. */
const APP_VERSION = `https://wardkey.app/releases/${VERSION}`;

/**
 * Finds a card's key: by PIV, and through the middleware where the card is no PIV card. What reads and
 * asks smartcards is loaded when a page asks for one, so that hello does not wait.
 */
function signerFinder(middleware: ModulePlace | null): FindSigner {
  return async (card, use, signal) => {
    const { findPivSigner } = await import('./smartcard/web-eid/piv-signer.ts');
    try {
      return await findPivSigner(card, use, signal);
    } catch (thrown) {
      const isOther = thrown instanceof WardkeyError && thrown.code === 'card-not-piv';
      if (!isOther || middleware === null) throw thrown;
      const { findPkcs11Signer } = await import('./smartcard/pkcs11/pkcs11-signer.ts');
      return findPkcs11Signer(middleware, card, use, signal);
    }
  };
}
