import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import one from '../../vectors/pin-protocol-1.json' with { type: 'json' };
import two from '../../vectors/pin-protocol-2-kdf.json' with { type: 'json' };
import type { PinProtocolCipher } from '../../virtual/pin/pin-protocol.ts';
import { PinProtocol } from '../../virtual/pin/pin-protocol.ts';
import { protocolOne } from '../../virtual/pin/protocol-one.ts';
import { protocolTwo } from '../../virtual/pin/protocol-two.ts';

function fromHex(hex: string): Buffer {
  return Buffer.from(hex, 'hex');
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

it('computes protocol 1 as the published vectors do', () => {
  const secret = fromHex(one.shared_secret);
  const padded = Buffer.alloc(64);
  padded.write(one.pin);
  const pinHash = createHash('sha256').update(one.pin).digest().subarray(0, 16);
  const { newPinEnc, pinUvAuthParam } = one.setPIN_1234;
  expect(hex(protocolOne.encrypt(secret, padded))).toBe(newPinEnc);
  expect(hex(protocolOne.decrypt(secret, fromHex(newPinEnc)))).toBe(hex(padded));
  expect(hex(protocolOne.authenticate(secret, fromHex(newPinEnc)))).toBe(pinUvAuthParam);
  expect(hex(protocolOne.encrypt(secret, pinHash))).toBe(one.pin_hash_enc);
  expect(hex(protocolOne.decrypt(secret, fromHex(one.pin_token_enc)))).toBe(one.pin_token);
});

it('derives the secret of protocol 2 as the published vector does', () => {
  expect(hex(protocolTwo.deriveSecret(fromHex(two.Z)))).toBe(two.hmacKey_then_aesKey);
});

it.each<[1 | 2, PinProtocolCipher]>([
  [1, protocolOne],
  [2, protocolTwo],
])('refuses what is no point, no whole block and no right MAC: protocol %i', (number, cipher) => {
  const protocol = new PinProtocol(number, cipher);
  const peer = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -25],
    [-1, 1],
    [-2, Buffer.alloc(32, 1)],
    [-3, Buffer.alloc(32, 2)],
  ]);
  const status = (wanted: number) => expect.objectContaining({ status: wanted });
  expect(() => protocol.decapsulate(peer)).toThrowError(status(0x02));
  expect(() => protocol.decapsulate(new Map())).toThrowError(status(0x02));
  const secret = Buffer.alloc(number === 1 ? 32 : 64);
  expect(() => protocol.decrypt(secret, Buffer.alloc(17))).toThrowError(status(0x02));
  const mac = cipher.authenticate(secret, Buffer.from('message'));
  expect(() => protocol.verify(secret, Buffer.from('message'), mac)).not.toThrow();
  expect(() => protocol.verify(secret, Buffer.from('another'), mac)).toThrowError(status(0x33));
  expect(() => protocol.verify(secret, Buffer.from('message'), mac.subarray(1))).toThrowError(
    status(0x33),
  );
});
