import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';

/** The names that go to a key with a new credential: for a person to read, and for nothing else. */
export interface Names {
  readonly rp: { readonly name?: string };
  readonly user: { readonly name: string; readonly displayName: string };
}

/** What every key stores of a name, in bytes of UTF-8 (WebAuthn Level 3 §6.4.1). */
const ROOM_BYTES = 64;

/** The names as the page has them. */
export function namesOf({ rp, user }: Pick<CreationOptionsJson, 'rp' | 'user'>): Names {
  return {
    rp: rp.name === undefined ? {} : { name: rp.name.toWellFormed() },
    user: { name: user.name.toWellFormed(), displayName: user.displayName.toWellFormed() },
  };
}

/** The names cut to what every key has room for (WebAuthn Level 3 §6.4.1.1). */
export function shortNames({ rp, user }: Names): Names {
  return {
    rp: rp.name === undefined ? {} : { name: shortName(rp.name) },
    user: { name: shortName(user.name), displayName: shortName(user.displayName) },
  };
}

/** Cut between two characters as a person sees them, never inside of one. */
function shortName(name: string): string {
  let short = '';
  let bytes = 0;
  // Each has a byte at least: what lies beyond this many units need not be looked at.
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, 2 * ROOM_BYTES))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > ROOM_BYTES) {
      break;
    }
    short += segment;
  }
  return short;
}
