import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { mayOfferSignIn } from '../../shared/portals/sign-in-origins.ts';

/** The parts of a web origin that WebAuthn looks at (HTML, "tuple origin"). */
export interface Origin {
  /** As serialised, such as `https://login.microsoft.com`. */
  readonly serialized: string;
  readonly scheme: 'https' | 'http';
  /** Lower case, in ASCII form, without a port. */
  readonly host: string;
}

/**
 * Reads a serialised web origin. Nothing but the exact serialisation is taken: no path, user
 * information, upper case, standard port or other spelling of the same address.
 * @throws WardkeyError `origin-not-allowed`
 */
export function parseOrigin(serialized: string): Origin {
  const url = URL.canParse(serialized) ? new URL(serialized) : null;
  if (url === null || url.origin !== serialized) {
    throw new WardkeyError('origin-not-allowed');
  }
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'https' && scheme !== 'http') {
    throw new WardkeyError('origin-not-allowed');
  }
  return { serialized, scheme, host: url.hostname };
}

/**
 * Reads the origin of a ceremony's caller and checks that it may sign in through Wardkey: it is
 * in the catalogue that is built in, or allowed by the administrator's policy.
 * @throws WardkeyError `origin-not-allowed`
 */
export function allowedOrigin(serialized: string, allowedByPolicy: readonly string[]): Origin {
  const origin = parseOrigin(serialized);
  if (!mayOfferSignIn(origin.serialized, allowedByPolicy)) {
    throw new WardkeyError('origin-not-allowed');
  }
  return origin;
}
