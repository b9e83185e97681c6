import { expect, test } from 'vitest';
import { readAppId, readAppIdExclude } from '../../../../../bridge/webauthn/extensions/app-id.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { CALLER, KeyRig, listOf } from '../../../../rig/rig.ts';
import { setPinElsewhere } from '../../../../rig/set-pin-elsewhere.ts';
import { Platform } from '../../../virtual/platform.ts';

const APP_ID = 'https://login.microsoft.com/app-id.json';

/** A key with a credential from the days of U2F: its RP ID is an AppID, and it knows no PIN. */
async function oldRig(versions = ['U2F_V2', 'FIDO_2_0', 'FIDO_2_1'], appId = APP_ID) {
  const rig = await KeyRig.with({ versions });
  await new Platform(rig.key).create(new Map([[2, { id: appId }]]));
  const [old] = rig.key.credentials;
  return { rig, allowCredentials: listOf(old?.id ?? '') };
}

test('an old credential signs in under its AppID, and the page is told', async () => {
  const { rig, allowCredentials } = await oldRig();
  const got = await rig.get({ allowCredentials, extensions: { appid: APP_ID } });
  expect(got.clientExtensionResults).toEqual({ appid: true });
  expect(got.id).toBe(allowCredentials[0]?.id);
});

test('an empty AppID is the origin of the page', async () => {
  const { rig, allowCredentials } = await oldRig(undefined, CALLER.origin);
  const got = await rig.get({ allowCredentials, extensions: { appid: '' } });
  expect(got.clientExtensionResults).toEqual({ appid: true });
  const extensions = { appidExclude: '' };
  const made = rig.create({ excludeCredentials: allowCredentials, extensions });
  expect(await rejectionCode(made)).toBe('credential-excluded');
});

test('a new credential signs in under its RP ID, and the page is told that too', async () => {
  const { rig } = await oldRig();
  const made = await rig.create();
  const commands = await rig.commandsOf(async () => {
    const extensions = { appid: APP_ID };
    const got = await rig.get({ allowCredentials: listOf(made.id), extensions });
    expect(got.clientExtensionResults).toEqual({ appid: false });
  });
  expect(commands).toEqual(['02']);
});

test('an old credential is no answer where the person must be verified, or nothing is listed', async () => {
  const { rig, allowCredentials } = await oldRig();
  const extensions = { appid: APP_ID };
  expect(await rejectionCode(rig.get({ extensions }))).toBe('no-credential');
  expect(await rejectionCode(rig.get({ allowCredentials }))).toBe('no-credential');
  const newer = await oldRig(['FIDO_2_0', 'FIDO_2_1']);
  const asked = newer.rig.get({ allowCredentials: newer.allowCredentials, extensions });
  expect(await rejectionCode(asked)).toBe('no-credential');
});

test.each(['appidExclude', 'appIdExclude'])(
  '%s: an old credential stands against a new one',
  async (name) => {
    const { rig, allowCredentials } = await oldRig();
    const extensions = { [name]: APP_ID };
    const commands = await rig.commandsOf(async () => {
      const made = rig.create({ excludeCredentials: allowCredentials, extensions });
      expect(await rejectionCode(made)).toBe('credential-excluded');
    });
    // A search without touch, then the touch before the page may know.
    expect(commands).toEqual(['02', '0b']);
    const other = await rig.create({ excludeCredentials: listOf(Buffer.alloc(48, 1)), extensions });
    expect(other.clientExtensionResults).toEqual({ appidExclude: true });
  },
);

test('what stands against a new credential by its AppID is found before a PIN is asked for', async () => {
  const { rig, allowCredentials } = await oldRig();
  await setPinElsewhere(rig.key, '271828');
  await rig.keys.doubtInfo();
  const made = rig.create({
    authenticatorSelection: { userVerification: 'required' },
    excludeCredentials: allowCredentials,
    extensions: { appidExclude: APP_ID },
  });
  expect(await rejectionCode(made)).toBe('credential-excluded');
  // A token binds to the first RP ID that it is used for, and that is not the AppID.
  expect(rig.person.pinRequests).toEqual([]);
});

test('one AppID on another domain may be used, by the RP that always did', () => {
  const appid = 'https://www.gstatic.com/securitykey/origins.json';
  const origin = 'https://accounts.google.com';
  expect(readAppId({ appid }, 'google.com', origin)).toBe(appid);
  expect(readAppIdExclude({ appidExclude: appid }, 'google.com', origin)).toBe(appid);
});

test.each([
  'https://login.microsoft.com.evil.example/app-id.json',
  'https://www.gstatic.com/securitykey/origins.json',
  'http://login.microsoft.com/app-id.json',
  'https://com/',
  'not an address',
])('the AppID %s is refused', async (appid) => {
  const { rig, allowCredentials } = await oldRig();
  const got = rig.get({ allowCredentials, extensions: { appid } });
  expect(await rejectionCode(got)).toBe('rp-id-mismatch');
  const made = rig.create({ extensions: { appIdExclude: appid } });
  expect(await rejectionCode(made)).toBe('rp-id-mismatch');
});

test('an AppID on another host of the same domain will do', async () => {
  const { rig } = await oldRig();
  const made = await rig.create();
  const extensions = { appid: 'https://www.microsoft.com/app-id.json' };
  const got = await rig.get({ allowCredentials: listOf(made.id), extensions });
  expect(got.clientExtensionResults).toEqual({ appid: false });
});
