import { expect, test } from 'vitest';
import { NfcCtap } from '../../../../bridge/transport/nfcctap.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { rejectionCode } from '../../../rig/code-of.ts';

const OPTIONS = { signal: new AbortController().signal, onKeepalive: () => {} };
const SELECT = 0xa4;

/** A card that takes SELECT, and answers everything else with this status word alone. */
function cardSaying(statusWord: number): NfcCtap {
  const word = Uint8Array.of(statusWord >> 8, statusWord & 0xff);
  return new NfcCtap(async (apdu) => (apdu[1] === SELECT ? Uint8Array.of(0x90, 0x00) : word));
}

test.each<[number, ErrorCode]>([
  [0x6581, 'key-data-damaged'],
  [0x6700, 'key-request-too-large'],
  [0x6881, 'key-lacks-command'],
  [0x6882, 'key-lacks-command'],
  [0x6883, 'key-request-too-large'],
  [0x6884, 'key-request-too-large'],
  [0x6982, 'verification-needed'],
  [0x6983, 'pin-blocked'],
  [0x6984, 'verification-expired'],
  [0x6985, 'key-not-allowed'],
  [0x6986, 'key-not-allowed'],
  [0x6a80, 'key-misunderstood'],
  [0x6a81, 'key-lacks-command'],
  [0x6a82, 'no-credential'],
  [0x6a84, 'key-storage-full'],
  [0x6a86, 'key-misunderstood'],
  [0x6a87, 'key-misunderstood'],
  [0x6a88, 'no-credential'],
  [0x6b00, 'key-misunderstood'],
  [0x6d00, 'key-lacks-command'],
  [0x6e00, 'key-lacks-command'],
  [0x6f00, 'key-refused'],
  [0x1234, 'device-garbled'],
])('%i of a card that is known for a FIDO key is %s', async (statusWord, code) => {
  const made = cardSaying(statusWord).exchange(Uint8Array.of(0x01), OPTIONS);
  expect(await rejectionCode(made)).toBe(code);
});

test.each([0x6985, 0x6986, 0x6d00, 0x6e00])(
  '%i to the question what it is says that it is none',
  async (statusWord) => {
    const asked = cardSaying(statusWord).exchange(Uint8Array.of(0x04), OPTIONS);
    expect(await rejectionCode(asked)).toBe('device-not-fido');
  },
);

test('what no APDU has room for is answered in the place of the card', async () => {
  const sent: number[] = [];
  const card = new NfcCtap(async (apdu) => {
    sent.push(apdu[1] ?? 0);
    return Uint8Array.of(0x90, 0x00);
  });
  const answer = await card.exchange(new Uint8Array(65_536).fill(1), OPTIONS);
  expect(answer).toEqual(Uint8Array.of(0x39));
  expect(sent).toEqual([]);
});
