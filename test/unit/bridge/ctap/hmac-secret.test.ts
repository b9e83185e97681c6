import { createECDH } from 'node:crypto';
import { expect, test } from 'vitest';
import { SealedSalts } from '../../../../bridge/ctap/hmac-secret.ts';
import { encapsulate } from '../../../../bridge/ctap/key-agreement.ts';
import { pinProtocolOne } from '../../../../bridge/ctap/pin-protocol-one.ts';
import { pinProtocolTwo } from '../../../../bridge/ctap/pin-protocol-two.ts';
import vectors from '../../../vectors/prf-hmac-secret.json' with { type: 'json' };
import { bytesToHex, codeOf, hexToBytes } from './scripted-transport.ts';

function agreementWith(protocol: typeof pinProtocolOne) {
  const peer = vectors.authenticator_key_agreement_public_key;
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(vectors.platform_key_agreement_private_key, 'hex');
  const key = new Map<number, number | Uint8Array>([
    [1, peer['1']],
    [3, peer['3']],
    [-1, peer['-1']],
    [-2, hexToBytes(peer['-2'])],
    [-3, hexToBytes(peer['-3'])],
  ]);
  return encapsulate(protocol, key, ecdh);
}

test.each(vectors.cases)('$title', (vector) => {
  const protocol = vector.title.includes('protocol 1') ? pinProtocolOne : pinProtocolTwo;
  const agreement = agreementWith(protocol);
  expect(bytesToHex(agreement.sharedSecret)).toBe(vector.shared_secret);

  const salt1 = hexToBytes(vector.salt1);
  const sealed =
    vector.salt2 === undefined
      ? new SealedSalts(protocol, agreement, [salt1])
      : new SealedSalts(protocol, agreement, [salt1, hexToBytes(vector.salt2)]);
  const saltEnc = sealed.input.get(2);
  const saltAuth = sealed.input.get(3);
  if (!(saltEnc instanceof Uint8Array && saltAuth instanceof Uint8Array)) throw new Error('bytes');
  expect(bytesToHex(protocol.decrypt(agreement.sharedSecret, saltEnc))).toBe(
    vector.salt1 + (vector.salt2 ?? ''),
  );
  expect(bytesToHex(protocol.authenticate(agreement.sharedSecret, saltEnc))).toBe(
    bytesToHex(saltAuth),
  );
  // Protocol one has no randomness, so that its every byte is known.
  if (protocol === pinProtocolOne) expect(bytesToHex(saltEnc)).toBe(vector.salt_enc);
  expect(sealed.input.get(4)).toBe(protocol === pinProtocolOne ? undefined : 2);

  const outputs = sealed.open(hexToBytes(vector.output_enc)).map(bytesToHex);
  expect(outputs).toEqual([vector.output1, ...(vector.output2 ? [vector.output2] : [])]);
});

test('outputs of another number than the salts are refused', async () => {
  const agreement = agreementWith(pinProtocolTwo);
  const sealed = new SealedSalts(pinProtocolTwo, agreement, [new Uint8Array(32)]);
  for (const length of [16, 48, 64]) {
    const output = pinProtocolTwo.encrypt(agreement.sharedSecret, new Uint8Array(length));
    expect(await codeOf(() => sealed.open(output))).toBe('device-garbled');
  }
  expect(await codeOf(() => sealed.open(new Uint8Array(7)))).toBe('device-garbled');
});
