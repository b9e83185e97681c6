import type { Finding } from '../../../shared/diagnosis/finding.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { type AskedPortal, passkeysOf } from '../../../shared/portals/asked-portals.ts';
import { PORTAL_RP_IDS } from '../../../shared/portals/rp-ids.ts';
import { maskedAccount } from '../../../shared/redact/masked-account.ts';
import type { AttachedKeys } from '../../ctap/attached-keys.ts';
import {
  CredentialManagement,
  type StoredCredential,
  tellsCredentials,
} from '../../ctap/credential-management.ts';
import { PERMISSION, type PinUvAuthToken } from '../../ctap/pin-uv-auth-token.ts';
import type { HeldKey } from '../held-key.ts';
import { onChosenKey } from '../on-chosen-key.ts';
import type { Person } from '../person.ts';
import { sha256 } from '../sha256.ts';
import { obtainToken } from '../user-verification.ts';
import { lacksFirstPin, mustChangePin } from '../user-verification-need.ts';

/**
 * Looks on a key for passkeys of the portals, and tells for which accounts, masked. The person lets
 * Wardkey in by PIN or finger. Nothing is changed on the key, and passkeys of others are not read.
 * @param portal the one that it is about; where its relying parties are not known, those of all portals
 *   are looked for
 * @throws WardkeyError `pin-not-set`, `pin-change-required`, and those of choosing a key, of the PIN and
 *   of the commands sent
 */
export function findSignIns(
  keys: AttachedKeys,
  portal: AskedPortal | undefined,
  person: Person,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const one = portal === undefined ? null : passkeysOf(portal);
  const about = one === null ? {} : { host: one.host };
  return onChosenKey(keys, person, signal, {
    run: async (key) => {
      const model = { model: key.device.name };
      // From before credential management, keys keep to themselves what they hold (CTAP 2.1 §6.8).
      if (!tellsCredentials(key.info)) return [{ code: 'credentials-unlisted', facts: model }];
      const found = await passkeysFor(key, one?.rpIds ?? PORTAL_RP_IDS);
      if (found.length === 0) return [{ code: 'credential-absent', facts: { ...model, ...about } }];
      return found.map(({ rpId, account }): Finding => {
        const named = account === undefined ? {} : { account };
        return { code: 'credential-there', facts: { ...model, host: rpId, ...named } };
      });
    },
    judge: async (key) => ({ able: tellsCredentials(key.info), holds: true, needsPin: true }),
  });
}

interface PasskeySeen {
  readonly rpId: string;
  /** Masked; absent where the key keeps no name. */
  readonly account?: string;
}

async function passkeysFor(
  key: HeldKey,
  rpIds: readonly string[],
): Promise<readonly PasskeySeen[]> {
  const token = await readersToken(key);
  try {
    const { channel, info } = key;
    const options = () => key.commandOptions();
    const management = new CredentialManagement({ channel, info, token, options });
    const { existing } = await management.getMetadata();
    // A key that stores nothing may not even answer the question which RPs (CTAP 2.1 §6.8.3).
    const rps = existing === 0 ? [] : await management.enumerateRps();
    const found: PasskeySeen[] = [];
    for (const { idHash } of rps) {
      // By the hash: some keys store a part of the RP ID only.
      const rpId = rpIds.find((id) => Buffer.compare(sha256(id), idHash) === 0);
      if (rpId === undefined) continue;
      const stored = await management.enumerateCredentials(idHash);
      found.push(...stored.map((credential) => ({ rpId, ...accountOf(credential) })));
    }
    return found;
  } finally {
    token.dispose();
  }
}

/**
 * A token that can read and, where the key knows of such a one, nothing else (CTAP 2.3, perCredMgmtRO).
 * No PIN is chosen for it: that would change the key.
 */
async function readersToken(key: HeldKey): Promise<PinUvAuthToken> {
  if (lacksFirstPin(key.info)) throw new WardkeyError('pin-not-set');
  if (mustChangePin(key.info)) throw new WardkeyError('pin-change-required');
  const { options } = key.info;
  const has = (option: string) => options.get(option) === true;
  const permissions = has('perCredMgmtRO') ? PERMISSION.pcmr : PERMISSION.cm;
  return obtainToken(key, { permissions }, has('uv') && has('pinUvAuthToken'));
}

function accountOf({ user }: StoredCredential): { readonly account?: string } {
  const name = user.name ?? user.displayName;
  return name === undefined ? {} : { account: maskedAccount(name) };
}
