import { expect, test } from 'vitest';
import { readOptions } from '../../../../../extension/content/interception/options-json.ts';

const challenge = new Uint8Array([0xfb, 0xff, 0x00]);
const B64 = '-_8A';

test('a registration is read whole', () => {
  const publicKey = {
    challenge: challenge.buffer,
    rp: { id: 'nhs.net', name: 'Portal', icon: 'x' },
    user: { id: new DataView(challenge.buffer, 1), name: 'sam', displayName: 'Sam' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    timeout: 60_000,
    excludeCredentials: [{ type: 'public-key', id: challenge, transports: ['usb'] }],
    authenticatorSelection: { residentKey: 'required', requireResidentKey: 1 },
    attestation: 'direct',
    hints: ['security-key'],
    extensions: { credProps: true, prf: { eval: { first: challenge } }, odd: () => 1 },
    unknown: {},
  };
  expect(readOptions('create', { publicKey })).toEqual({
    challenge: B64,
    rp: { id: 'nhs.net', name: 'Portal' },
    user: { id: '_wA', name: 'sam', displayName: 'Sam' },
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    timeout: 60_000,
    excludeCredentials: [{ type: 'public-key', id: B64, transports: ['usb'] }],
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true },
    attestation: 'direct',
    hints: ['security-key'],
    extensions: { credProps: true, prf: { eval: { first: B64 } } },
  });
});

test('members that are inherited or computed count, as they do for the browser', () => {
  class Options {
    readonly challenge = challenge;
    get rpId(): string {
      return 'nhs.net';
    }
  }
  expect(readOptions('get', { publicKey: new Options() })).toEqual({
    challenge: B64,
    rpId: 'nhs.net',
  });
});

test.each([
  ['nothing', undefined],
  ['a password', { password: true }],
  ['passkeys that fill a form', { publicKey: { challenge }, mediation: 'conditional' }],
  ['a question that shows nothing', { publicKey: { challenge }, mediation: 'silent' }],
])('the browser is asked for %s', (_name, argument) => {
  expect(readOptions('get', argument)).toBeNull();
});

test.each([
  ['a challenge that is a text', { challenge: 'AAAA' }],
  ['an identifier that is an object', { challenge, rpId: {} }],
  ['a list that is none', { challenge, allowCredentials: 1 }],
  ['a credential without bytes', { challenge, allowCredentials: [{ id: [1, 2] }] }],
  ['extensions without an end', { challenge, extensions: endless() }],
])('the browser says itself what is wrong with %s', (_name, publicKey) => {
  expect(() => readOptions('get', { publicKey })).toThrow();
});

function endless(): object {
  const circle: Record<string, unknown> = {};
  circle['again'] = circle;
  return circle;
}
