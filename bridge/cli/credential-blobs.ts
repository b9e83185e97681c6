import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { CredentialManagement } from '../ctap/credential-management.ts';
import { LargeBlobs } from '../ctap/large-blobs.ts';
import { PERMISSION } from '../ctap/pin-uv-auth-token.ts';
import type { CommandContext } from './context.ts';
import { asManager } from './managed-key.ts';
import { type KeyInHand, onKey } from './on-key.ts';
import { type StoredSignIn, signInById, storedSignIns } from './stored-credentials.ts';
import type { PersonOptions } from './terminal-person.ts';

/** A key's large blobs, opened for a command. */
export interface OpenBlobs {
  readonly inHand: KeyInHand;
  readonly signIns: readonly StoredSignIn[];
  readonly blobs: LargeBlobs;
  put(blobKey: Uint8Array, data: Uint8Array): Promise<void>;
  remove(blobKey: Uint8Array): Promise<boolean>;
}

/**
 * Runs a command on the large blobs of a key (CTAP 2.1 §6.10), whose own keys are told only to who may
 * list its sign-ins.
 * @param options whether the command writes, and whether standard input holds its data
 * @throws WardkeyError `key-lacks-command`, and what is run throws
 */
export function onBlobs<T>(
  context: CommandContext,
  options: PersonOptions & { readonly writes: boolean },
  run: (open: OpenBlobs) => Promise<T>,
): Promise<T> {
  const permissions = PERMISSION.cm | (options.writes ? PERMISSION.lbw : 0);
  return onKey(
    context,
    (inHand) => {
      const { key } = inHand;
      if (key.info.options.get('largeBlobs') !== true) {
        throw new WardkeyError('key-lacks-command');
      }
      return asManager(key, permissions, async (managed) => {
        const blobs = new LargeBlobs(key.channel, key.info, managed.options);
        const signIns = await storedSignIns(new CredentialManagement(managed));
        const { token } = managed;
        return run({
          inHand,
          signIns,
          blobs,
          put: (blobKey, data) => blobs.put(blobKey, data, token),
          remove: (blobKey) => blobs.remove(blobKey, token),
        });
      });
    },
    options,
  );
}

/**
 * The sign-in that was named, and the key of its data.
 * @throws WardkeyError `item-unknown`, `item-ambiguous`, `item-without-place`
 */
export function namedBlob(
  signIns: readonly StoredSignIn[],
  typed: string,
): { readonly signIn: StoredSignIn; readonly blobKey: Uint8Array } {
  const signIn = signInById(signIns, typed);
  const { largeBlobKey: blobKey } = signIn.stored;
  if (blobKey === undefined) {
    throw new WardkeyError('item-without-place', { facts: { item: typed } });
  }
  return { signIn, blobKey };
}
