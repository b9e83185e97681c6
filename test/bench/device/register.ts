import { randomBytes } from 'node:crypto';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import { encodeCbor } from '../../virtual/cbor/encode.ts';
import { bytes, map, required } from '../../virtual/cbor/parameters.ts';
import type { CborValue } from '../../virtual/cbor/value.ts';
import type { VirtualKey } from '../../virtual/virtual-key.ts';
import { packedAttestation } from './attestation.ts';
import { type Credential, checkMade } from './evidence.ts';

const MAKE_CREDENTIAL = 0x01;
const ES256 = -7;

/** Has the key make a credential, without any program between. */
export async function register(key: VirtualKey, rpId: string): Promise<Credential> {
  const clientDataHash = randomBytes(32);
  const text = (entries: [string, CborValue][]): Map<string, CborValue> => new Map(entries);
  const parameters = new Map<number, CborValue>([
    [0x01, clientDataHash],
    [0x02, text([['id', rpId]])],
    [
      0x03,
      text([
        ['id', randomBytes(8)],
        ['name', 'bench'],
      ]),
    ],
    [
      0x04,
      [
        text([
          ['alg', ES256],
          ['type', 'public-key'],
        ]),
      ],
    ],
  ]);
  const message = Buffer.concat([Uint8Array.of(MAKE_CREDENTIAL), encodeCbor(parameters)]);
  const signal = new AbortController().signal;
  const answer = await key.ctap(message, { signal, onKeepalive: () => {} });
  const members = answer[0] === 0 ? decodeCbor(answer.subarray(1)) : undefined;
  if (!(members instanceof Map)) throw new Error(`the key answered with status ${answer[0]}`);
  const authData = required(members, 0x02, bytes);
  const made = packedAttestation({ clientDataHash, authData }, required(members, 0x03, map));
  return checkMade(made, { rpId, userVerified: false });
}
