import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import {
  registered,
  verifyAuthentication,
  verifyRegistration,
} from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';

const APP_ID = 'https://login.microsoft.com/app-id.json';

let rig: KeyRig;

beforeEach(async () => {
  rig = await KeyRig.with({ versions: ['U2F_V2'] });
});

test('a key that knows U2F only says so', () => {
  expect(rig.keys.list.devices[0]?.key).toMatchObject({ versions: ['U2F_V2'], pinSet: null });
});

test('registers and signs in, to the satisfaction of a relying party', async () => {
  let made: Awaited<ReturnType<typeof rig.create>> | undefined;
  const creating = await rig.commandsOf(async () => {
    made = await rig.create({ attestation: 'direct', extensions: { credProps: true } });
  });
  if (made === undefined) throw new Error('nothing was made');
  expect(creating).toEqual(['u2f:01/03']);
  expect((await verifyRegistration(made)).registrationInfo).toMatchObject({ fmt: 'fido-u2f' });
  expect(made.clientExtensionResults).toEqual({ credProps: { rk: false } });
  const credential = await registered(made);
  const allowCredentials = listOf(Buffer.alloc(64, 1), made.id);
  const signing = await rig.commandsOf(async () => {
    const got = await rig.get({ allowCredentials });
    expect((await verifyAuthentication(got, credential)).verified).toBe(true);
    expect(got.clientExtensionResults).toEqual({});
  });
  expect(signing).toEqual(['u2f:02/03', 'u2f:02/03']);
});

test('a page that asked for no attestation gets none', async () => {
  const { registrationInfo } = await verifyRegistration(await rig.create());
  expect(registrationInfo).toMatchObject({ fmt: 'none' });
});

test('waits for the touch, telling the person once', async () => {
  rig.key.presence.mode = 'wait';
  rig.key.presence.onAwaited(() => setTimeout(() => rig.key.presence.touch(), 250));
  await rig.create();
  expect(rig.person.notices.filter(({ type }) => type === 'touch')).toHaveLength(1);
});

test('a cancelled wait ends at once', async () => {
  rig.key.presence.mode = 'wait';
  const made = rig.create();
  await expect.poll(() => rig.key.presence.awaited).toBe(true);
  rig.stop.abort();
  expect(await rejectionCode(made)).toBe('ceremony-cancelled');
});

test('a pulled key ends the wait', async () => {
  rig.key.presence.mode = 'wait';
  const made = rig.create();
  await expect.poll(() => rig.key.presence.awaited).toBe(true);
  rig.transport.remove(rig.key);
  expect(await rejectionCode(made)).toBe('device-removed');
});

test('an excluded credential is told after a touch', async () => {
  const made = await rig.create();
  const commands = await rig.commandsOf(async () => {
    const again = rig.create({ excludeCredentials: listOf(made.id) });
    expect(await rejectionCode(again)).toBe('credential-excluded');
  });
  expect(commands).toEqual(['u2f:02/07', 'u2f:01/03']);
});

test('a list with nothing of this key ends after a touch', async () => {
  const commands = await rig.commandsOf(async () => {
    const ids = [Buffer.alloc(64, 1), Buffer.alloc(300, 2)];
    expect(await rejectionCode(rig.get({ allowCredentials: listOf(...ids) }))).toBe(
      'no-credential',
    );
  });
  expect(commands).toEqual(['u2f:02/03', 'u2f:01/03']);
});

test.each([
  [{ authenticatorSelection: { userVerification: 'required' } }, 'key-lacks-user-verification'],
  [{ authenticatorSelection: { residentKey: 'required' } }, 'key-lacks-resident-keys'],
  [{ pubKeyCredParams: [{ type: 'public-key', alg: -8 }] }, 'algorithm-unsupported'],
] as const)('what U2F cannot do is not tried: %o', async (changes, code) => {
  const commands = await rig.commandsOf(async () => {
    const options =
      'pubKeyCredParams' in changes
        ? { pubKeyCredParams: [...changes.pubKeyCredParams] }
        : { authenticatorSelection: { ...changes.authenticatorSelection } };
    expect(await rejectionCode(rig.create(options))).toBe(code);
  });
  expect(commands).toEqual([]);
});

test('neither are sign-ins that need verification or stored credentials', async () => {
  expect(await rejectionCode(rig.get())).toBe('no-credential');
  const made = await rig.create();
  const verified = rig.get({ allowCredentials: listOf(made.id), userVerification: 'required' });
  expect(await rejectionCode(verified)).toBe('key-lacks-user-verification');
});

test('a credential of an AppID signs in under it', async () => {
  const application = createHash('sha256').update(APP_ID).digest();
  const data = [...Buffer.alloc(32), ...application];
  const signal = new AbortController().signal;
  await rig.key.u2f(Uint8Array.from([0, 1, 3, 0, 64, ...data, 0]), { signal, onKeepalive() {} });
  const [old] = rig.key.credentials;
  const got = await rig.get({
    allowCredentials: listOf(old?.id ?? ''),
    extensions: { appid: APP_ID },
  });
  expect(got.clientExtensionResults).toEqual({ appid: true });
  const authData = Buffer.from(got.response.authenticatorData, 'base64url');
  expect(authData.subarray(0, 32)).toEqual(application);
  const excludeCredentials = listOf(old?.id ?? '');
  const made = rig.create({ excludeCredentials, extensions: { appidExclude: APP_ID } });
  expect(await rejectionCode(made)).toBe('credential-excluded');
});

test('keys that say odd things to foreign key handles are borne with', async () => {
  const odd = await KeyRig.with({ versions: ['U2F_V2'], u2fUnknownHandleWord: 0x0040 });
  const stranger = odd.get({ allowCredentials: listOf(Buffer.alloc(64)) });
  expect(await rejectionCode(stranger)).toBe('no-credential');
  const made = await odd.create();
  const got = await odd.get({ allowCredentials: listOf(Buffer.alloc(64), made.id) });
  expect(got.id).toBe(made.id);
});

test('a key with both is spoken to in CTAP2, also about its credentials of U2F', async () => {
  const both = await KeyRig.with({ versions: ['U2F_V2', 'FIDO_2_0'] });
  expect(await both.commandsOf(() => both.create())).toEqual(['01']);
});
