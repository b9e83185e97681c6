import { createHmac, randomBytes } from 'node:crypto';
import { bytes, map, optional, required, unsigned } from '../cbor/parameters.ts';
import type { CborMap, CborValue } from '../cbor/value.ts';
import type { CredentialExtras } from '../state/credential-store.ts';
import type { KeyState } from '../state/key-state.ts';
import { CtapFault, STATUS } from '../status.ts';
import type { KeyExtension } from './key-extension.ts';

/** hmac-secret (CTAP 2.1 §12.5). */
export const hmacSecret: KeyExtension = {
  name: 'hmac-secret',

  create(input, { state }) {
    if (typeof input !== 'boolean') throw new CtapFault(STATUS.unexpectedType);
    if (!input) return { output: false };
    const credRandom = state.model.credRandom ?? {
      withUv: randomBytes(32),
      withoutUv: randomBytes(32),
    };
    return { extras: { credRandom }, output: true };
  },

  get(input, { state, credential, userPresent, userVerified }) {
    if (!userPresent) throw new CtapFault(STATUS.unsupportedOption);
    return evaluate(state, credential.extras, userVerified, input);
  },
};

/** hmac-secret-mc (CTAP 2.2 §12.8): the same in the answer to makeCredential. */
export const hmacSecretMc: KeyExtension = {
  name: 'hmac-secret-mc',

  create(input, { state, extras, userVerified }) {
    const output = evaluate(state, extras, userVerified, input);
    return output === undefined ? {} : { output };
  },
};

/** @returns one or two outputs of 32 bytes, encrypted */
function evaluate(
  state: KeyState,
  { credRandom }: CredentialExtras,
  userVerified: boolean,
  input: CborValue,
): Uint8Array | undefined {
  if (!(input instanceof Map)) throw new CtapFault(STATUS.unexpectedType);
  const request: CborMap = input;
  const protocol = state.protocols.get(optional(request, 0x04, unsigned) ?? 1);
  if (protocol === undefined) throw new CtapFault(STATUS.invalidParameter);
  const secret = protocol.decapsulate(required(request, 0x01, map));
  const saltEnc = required(request, 0x02, bytes);
  protocol.verify(secret, saltEnc, required(request, 0x03, bytes));
  const salts = protocol.decrypt(secret, saltEnc);
  if (salts.length !== 32 && salts.length !== 64) throw new CtapFault(STATUS.invalidParameter);
  if (credRandom === undefined) return undefined;
  const key = userVerified ? credRandom.withUv : credRandom.withoutUv;
  const outputs = [salts.subarray(0, 32), salts.subarray(32)]
    .filter((salt) => salt.length > 0)
    .map((salt) => createHmac('sha256', key).update(salt).digest());
  return protocol.encrypt(secret, Buffer.concat(outputs));
}
