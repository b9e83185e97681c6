import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import { LargeBlobs } from '../../ctap/large-blobs.ts';
import { PERMISSION } from '../../ctap/pin-uv-auth-token.ts';
import { toBase64Url } from '../base64url.ts';
import type {
  AssertionExtension,
  AssertionResult,
  ExtensionValues,
  RegistrationExtension,
} from './extension.ts';
import { invalidInput, JsonBytes, readInput } from './extension-input.ts';

const NAME = 'largeBlobKey';

const CreateInput = v.looseObject({ support: v.optional(v.string()) });
const GetInput = v.looseObject({ read: v.optional(v.boolean()), write: v.optional(JsonBytes) });

/** largeBlob at registration (WebAuthn Level 3 §10.1.5; CTAP 2.1 §12.3). */
export const createLargeBlob: RegistrationExtension = ({ inputs, info, resident }) => {
  const largeBlob = readInput(inputs, 'largeBlob', CreateInput);
  if (largeBlob === undefined) {
    return undefined;
  }
  // A key keeps large blobs for credentials that it stores, and for no others.
  if (!hasLargeBlobs(info) || !resident.residentKey) {
    if (largeBlob.support === 'required') {
      throw new WardkeyError('key-lacks-extension', { facts: { extension: 'largeBlob' } });
    }
    return { outputs: () => ({ largeBlob: { supported: false } }) };
  }
  return {
    inputs: () => new Map([[NAME, true]]),
    outputs: ({ largeBlobKey }) => ({ largeBlob: { supported: largeBlobKey !== undefined } }),
  };
};

/** largeBlob at sign-in: reads, or writes for the one credential that the page names. */
export const useLargeBlob: AssertionExtension = ({ inputs, info, allowed }) => {
  const largeBlob = readInput(inputs, 'largeBlob', GetInput);
  if (largeBlob === undefined) {
    return undefined;
  }
  const { read = false, write } = largeBlob;
  if (write !== undefined && (read || allowed.length !== 1)) {
    throw invalidInput('largeBlob');
  }
  if (!hasLargeBlobs(info)) {
    return { outputs: () => ({ largeBlob: write === undefined ? {} : { written: false } }) };
  }
  if (write === undefined) {
    return read
      ? { inputs: () => new Map([[NAME, true]]), outputs: readBlob }
      : { outputs: () => ({ largeBlob: {} }) };
  }
  return {
    permissions: PERMISSION.lbw,
    wantsVerification: true,
    inputs: () => new Map([[NAME, true]]),
    outputs: (result) => writeBlob(result, write),
  };
};

async function readBlob({ key, response }: AssertionResult): Promise<ExtensionValues> {
  const { largeBlobKey } = response;
  const blob = largeBlobKey && (await unlessFailed(key, () => largeBlobsOf(key).get(largeBlobKey)));
  return { largeBlob: blob === undefined ? {} : { blob: toBase64Url(blob) } };
}

async function writeBlob(
  { key, response, token }: AssertionResult,
  blob: Uint8Array,
): Promise<ExtensionValues> {
  const { largeBlobKey } = response;
  if (largeBlobKey === undefined) {
    return { largeBlob: { written: false } };
  }
  const written = await unlessFailed(key, async () => {
    await largeBlobsOf(key).put(largeBlobKey, blob, token);
    return true;
  });
  return { largeBlob: { written: written ?? false } };
}

/**
 * The sign-in is done, and the person has touched the key for it: whatever becomes of the data, it is
 * not lost with them (WebAuthn Level 3 §10.1.5).
 * @returns `undefined` when it failed
 * @throws the reason of the ceremony's end, unless that is that the key has gone
 */
async function unlessFailed<T>(
  key: AssertionResult['key'],
  run: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    const isEnded = key.signal.aborted && !key.isRemoved;
    if (isEnded || !(error instanceof WardkeyError)) {
      throw error;
    }
    return undefined;
  }
}

function hasLargeBlobs({ options, extensions }: AuthenticatorInfo): boolean {
  return options.get('largeBlobs') === true && extensions.includes(NAME);
}

function largeBlobsOf(key: AssertionResult['key']): LargeBlobs {
  return new LargeBlobs(key.channel, key.info, () => key.commandOptions());
}
