import { expect, test } from 'vitest';
import { parseAuthenticatorData } from '../../../../../bridge/ctap/authenticator-data.ts';
import type {
  AuthenticationResponseJson,
  RegistrationResponseJson,
} from '../../../../../shared/rpc/webauthn-json.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { KeyRig, listOf } from '../../../../rig/rig.ts';

/** What the key says of extensions, in the data that it signed. */
function signedExtensions({ response }: AuthenticationResponseJson | RegistrationResponseJson) {
  const bytes = new Uint8Array(Buffer.from(response.authenticatorData, 'base64url'));
  return Object.fromEntries(parseAuthenticatorData(bytes).extensions ?? []);
}

const ALL = ['hmac-secret', 'minPinLength', 'pinComplexityPolicy', 'thirdPartyPayment'];

test('the rules for PINs are told to the RPs that the owner of the key has listed', async () => {
  const extensions = { minPinLength: true, pinComplexityPolicy: true };
  const listed = await KeyRig.with({
    extensions: ALL,
    minPinLength: 6,
    pinComplexityPolicy: true,
    minPinLengthRpIds: ['login.microsoft.com'],
  });
  const made = await listed.create({ extensions });
  expect(signedExtensions(made)).toEqual({ minPinLength: 6, pinComplexityPolicy: true });
  expect(made.clientExtensionResults).toEqual({});
  const stranger = await KeyRig.with({ extensions: ALL });
  expect(signedExtensions(await stranger.create({ extensions }))).toEqual({});
  const older = await KeyRig.with({ extensions: [] });
  expect(signedExtensions(await older.create({ extensions }))).toEqual({});
});

test('a credential may be made for payments elsewhere', async () => {
  const rig = await KeyRig.with({ extensions: ALL });
  const payment = { isPayment: true };
  const paying = await rig.create({ extensions: { payment } });
  expect(signedExtensions(paying)).toEqual({ thirdPartyPayment: true });
  const plain = await rig.create();
  const flagsOf = async (id: string) =>
    signedExtensions(await rig.get({ allowCredentials: listOf(id), extensions: { payment } }));
  expect(await flagsOf(paying.id)).toEqual({ thirdPartyPayment: true });
  expect(await flagsOf(plain.id)).toEqual({ thirdPartyPayment: false });
  expect(signedExtensions(await rig.create({ extensions: { payment: {} } }))).toEqual({});
});

test.each([
  [ALL, true],
  [[], false],
])('a key with %o makes secrets: %s', async (extensions, made) => {
  const rig = await KeyRig.with({ extensions });
  const answer = await rig.create({ extensions: { hmacCreateSecret: true } });
  expect(answer.clientExtensionResults).toEqual({ hmacCreateSecret: made });
  const off = await rig.create({ extensions: { hmacCreateSecret: false } });
  expect(off.clientExtensionResults).toEqual({});
});

test('what no extension is called is ignored, and a wrong form is not', async () => {
  const rig = await KeyRig.with();
  const remoteDesktopClientOverride = { origin: 'https://x.example' };
  const made = await rig.create({ extensions: { remoteDesktopClientOverride, unheardOf: 1 } });
  expect(made.clientExtensionResults).toEqual({});
  for (const extensions of [{ credProps: 1 }, { minPinLength: 'yes' }, { payment: true }]) {
    expect(await rejectionCode(rig.create({ extensions }))).toBe('options-invalid');
  }
});
