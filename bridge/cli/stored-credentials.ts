import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type {
  CredentialManagement,
  StoredCredential,
  StoredRp,
} from '../ctap/credential-management.ts';
import { asInteger } from '../ctap/members.ts';

/** A stored sign-in with the website that it is for. */
export interface StoredSignIn {
  readonly rp: StoredRp;
  readonly stored: StoredCredential;
}

/** All sign-ins of a key; throws what sending throws. */
export async function storedSignIns(
  management: CredentialManagement,
): Promise<readonly StoredSignIn[]> {
  const found: StoredSignIn[] = [];
  for (const rp of await management.enumerateRps()) {
    for (const stored of await management.enumerateCredentials(rp.idHash)) {
      found.push({ rp, stored });
    }
  }
  return found;
}

/**
 * The one sign-in whose ID begins so.
 * @param typed hexadecimal digits
 * @throws WardkeyError `item-unknown`, `item-ambiguous`
 */
export function signInById(signIns: readonly StoredSignIn[], typed: string): StoredSignIn {
  const wanted = typed.toLowerCase();
  const found = wanted === '' ? [] : signIns.filter((signIn) => idOf(signIn).startsWith(wanted));
  const one = found.find((signIn) => idOf(signIn) === wanted) ?? found[0];
  if (one === undefined) throw new WardkeyError('item-unknown', { facts: { item: typed } });
  if (found.length > 1 && idOf(one) !== wanted) {
    throw new WardkeyError('item-ambiguous', { facts: { item: typed } });
  }
  return one;
}

/** Hexadecimal digits of a credential's ID. */
export function idOf({ stored }: StoredSignIn): string {
  return Buffer.from(stored.credential.id).toString('hex');
}

/** The account as a person knows it; its ID for one without a name. */
export function accountOf({ stored: { user } }: StoredSignIn): string {
  return user.name ?? user.displayName ?? Buffer.from(user.id).toString('hex');
}

/** Label of the algorithm in a COSE key (RFC 9052 §7.1). */
const COSE_ALG = 3;

/** A sign-in as `--json` prints it. */
export function signInJson(signIn: StoredSignIn): object {
  const { rp, stored } = signIn;
  const { user, protection, thirdPartyPayment } = stored;
  const algorithm = asInteger(stored.publicKey.get(COSE_ALG));
  return {
    credentialId: idOf(signIn),
    rpId: rp.id,
    ...(rp.name === undefined ? {} : { rpName: rp.name }),
    userId: Buffer.from(user.id).toString('hex'),
    ...(user.name === undefined ? {} : { userName: user.name }),
    ...(user.displayName === undefined ? {} : { displayName: user.displayName }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(protection === undefined ? {} : { protection }),
    largeBlob: stored.largeBlobKey !== undefined,
    ...(thirdPartyPayment === undefined ? {} : { thirdPartyPayment }),
  };
}

/** As many digits of each ID as tell it from the others, and never fewer than a person can compare. */
export function shortIds(ids: readonly string[]): readonly string[] {
  return ids.map((id) => {
    const others = ids.filter((other) => other !== id);
    let length = MIN_SHOWN;
    while (length < id.length && others.some((other) => other.startsWith(id.slice(0, length)))) {
      length += 1;
    }
    return id.slice(0, length);
  });
}

const MIN_SHOWN = 8;
