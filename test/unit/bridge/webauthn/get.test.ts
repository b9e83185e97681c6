import { describe, expect, it } from 'vitest';
import type { PinAnswer } from '../../../../bridge/webauthn/person.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';

const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

const strangers = (count: number, length = 48) =>
  listOf(...Array.from({ length: count }, (_, index) => Buffer.alloc(length, index + 1)));

const userOf = (name: string) => ({
  id: Buffer.from(name).toString('base64url'),
  name: `${name}@nhs.net`,
  displayName: name,
});

describe('get', () => {
  it('with one listed credential is one command', async () => {
    const rig = await KeyRig.with();
    const credential = await registered(await rig.create());
    let verified = false;
    const commands = await rig.commandsOf(async () => {
      const response = await rig.get({ allowCredentials: listOf(credential.id) });
      ({ verified } = await verifyAuthentication(response, credential));
      expect(response.id).toBe(credential.id);
    });
    expect(verified).toBe(true);
    expect(commands).toEqual(['02']);
  });

  it('without a list is one command, and tells who it is', async () => {
    const rig = await KeyRig.with();
    const credential = await registered(await rig.create({ authenticatorSelection: RESIDENT }));
    const commands = await rig.commandsOf(async () => {
      const response = await rig.get();
      expect(await verifyAuthentication(response, credential)).toMatchObject({ verified: true });
      expect(response.response.userHandle).toBe(Buffer.from('user-1').toString('base64url'));
      expect(response.clientExtensionResults).toEqual({});
    });
    expect(commands).toEqual(['02']);
  });

  it.each([
    ['protocol 2', {}, ['06/09', '02']],
    ['protocol 1', { pinProtocols: [1] }, ['06/09', '02']],
    ['the legacy token', { versions: ['FIDO_2_0'], pinUvAuthToken: false }, ['06/05', '02']],
  ] as const)('with a PIN is two commands after it was typed: %s', async (_, key, expected) => {
    const rig = await KeyRig.with({ pin: '4711', ...key });
    rig.person.answerPin = () => '4711';
    const credential = await registered(await rig.create());
    const typing = Promise.withResolvers<PinAnswer>();
    rig.person.answerPin = () => typing.promise;
    const getting = rig.get({
      allowCredentials: listOf(credential.id),
      userVerification: 'required',
    });
    const before = await rig.commandsOf(() => new Promise((done) => setTimeout(done, 50)));
    expect(before).toEqual(['06/01', '06/02']);
    const after = await rig.commandsOf(async () => {
      typing.resolve({ pin: '4711', lastTryAgreed: false });
      const response = await getting;
      expect(await verifyAuthentication(response, credential, true)).toMatchObject({
        verified: true,
      });
    });
    expect(after).toEqual(expected);
  });

  it('takes the answer of a key that leaves out the one credential it was given', async () => {
    const rig = await KeyRig.with({ omitSingleCredential: true });
    const credential = await registered(await rig.create());
    const response = await rig.get({ allowCredentials: listOf(credential.id) });
    expect(response.rawId).toBe(credential.id);
    expect(await verifyAuthentication(response, credential)).toMatchObject({ verified: true });
  });

  it('sends a list that fits without searching', async () => {
    const rig = await KeyRig.with();
    const credential = await registered(await rig.create());
    const commands = await rig.commandsOf(async () => {
      const allowCredentials = [...strangers(7), ...listOf(credential.id)];
      expect((await rig.get({ allowCredentials })).id).toBe(credential.id);
    });
    expect(commands).toEqual(['02']);
  });

  it('searches a long list with one token: ceil(k/n) probes and one assertion', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = () => '4711';
    const credential = await registered(await rig.create());
    const commands = await rig.commandsOf(async () => {
      const allowCredentials = [...strangers(20), ...listOf(credential.id)];
      const response = await rig.get({ allowCredentials });
      expect(await verifyAuthentication(response, credential, true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['06/01', '06/02', '06/09', '02', '02', '02', '02']);
  });

  it('gives a key that tells no limits one credential at a time', async () => {
    const rig = await KeyRig.with({
      infoOverrides: new Map([
        [0x07, undefined],
        [0x08, undefined],
      ]),
    });
    const credential = await registered(await rig.create());
    const commands = await rig.commandsOf(async () => {
      const allowCredentials = [...strangers(2), ...listOf(credential.id), ...strangers(4)];
      expect((await rig.get({ allowCredentials })).id).toBe(credential.id);
    });
    expect(commands).toEqual(['02', '02', '02', '02']);
  });

  it('halves a list that is longer than the key really takes', async () => {
    const rig = await KeyRig.with({
      maxMsgSize: 1024,
      infoOverrides: new Map([
        [0x05, 4096],
        [0x07, 16],
      ]),
      maxCredentialCountInList: 16,
    });
    const credential = await registered(await rig.create());
    const allowCredentials = [...strangers(15, 120), ...listOf(credential.id)];
    expect((await rig.get({ allowCredentials })).id).toBe(credential.id);
  });

  it.each([
    ['FIDO_2_1', ['02', '0b']],
    ['FIDO_2_0', ['02', '01']],
  ])('has the person touch a key of %s that has no such credential', async (version, expected) => {
    const rig = await KeyRig.with({ versions: [version] });
    rig.key.presence.mode = 'wait';
    const commands = await rig.commandsOf(async () => {
      const getting = rejectionCode(rig.get({ allowCredentials: strangers(1) }));
      await expect.poll(() => rig.key.presence.awaited).toBe(true);
      expect(rig.person.notices.at(-1)).toMatchObject({ type: 'touch' });
      rig.key.presence.touch();
      expect(await getting).toBe('no-credential');
    });
    expect(commands).toEqual(expected);
    expect(rig.key.credentials.filter(({ resident }) => resident)).toEqual([]);
  });

  it.each([
    ['no resident key', {}],
    ['a list of other types only', { allowCredentials: [{ type: 'otp', id: 'AAAA' }] }],
    ['a list of ids that are too long', { allowCredentials: strangers(1, 300) }],
    ['a long list of strangers', { allowCredentials: strangers(9) }],
  ])('ends in no-credential: %s', async (_, options) => {
    const rig = await KeyRig.with();
    await rig.create();
    expect(await rejectionCode(rig.get(options))).toBe('no-credential');
  });
});

describe('get, user verification', () => {
  it.each([
    ['required', { pinProtocols: [] }, 'key-lacks-user-verification'],
    ['discouraged', { pinProtocols: [], alwaysUv: true }, 'key-lacks-user-verification'],
  ] as const)('%s of a key that cannot', async (userVerification, key, code) => {
    const rig = await KeyRig.with(key);
    expect(await rejectionCode(rig.get({ userVerification }))).toBe(code);
  });

  it.each([
    ['preferred', { pin: '4711' }, 1],
    [undefined, { pin: '4711' }, 1],
    ['preferred', {}, 0],
    ['discouraged', { pin: '4711' }, 0],
    ['discouraged', { pin: '4711', alwaysUv: true }, 1],
  ] as const)('%s with %j asks for %d PINs', async (userVerification, key, pins) => {
    const rig = await KeyRig.with(key);
    rig.person.answerPin = () => '4711';
    const credential = await registered(await rig.create());
    rig.person.pinRequests.length = 0;
    const response = await rig.get({
      allowCredentials: listOf(credential.id),
      ...(userVerification === undefined ? {} : { userVerification }),
    });
    expect(await verifyAuthentication(response, credential, pins === 1)).toMatchObject({
      verified: true,
    });
    expect(rig.person.pinRequests).toHaveLength(pins);
  });
});

describe('get, several accounts', () => {
  const withAccounts = async (names: readonly string[], pin?: string) => {
    const rig = await KeyRig.with(pin === undefined ? {} : { pin });
    rig.person.answerPin = () => pin ?? '';
    for (const name of names) {
      await rig.create({ authenticatorSelection: RESIDENT, user: userOf(name) });
    }
    return rig;
  };

  it('lets the person choose, by names that the key tells after verification', async () => {
    const rig = await withAccounts(['ann', 'bea', 'cem'], '4711');
    rig.person.answerAccount = (accounts) =>
      accounts.find(({ name }) => name === 'bea@nhs.net')?.index ?? -1;
    const commands = await rig.commandsOf(async () => {
      const { response } = await rig.get();
      expect(response.userHandle).toBe(userOf('bea').id);
    });
    expect(rig.person.accountRequests).toHaveLength(1);
    expect(rig.person.accountRequests[0]?.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(commands).toEqual(['06/01', '06/02', '06/09', '02', '08', '08']);
  });

  it('does not ask where there is one', async () => {
    const rig = await withAccounts(['ann']);
    expect((await rig.get()).response.userHandle).toBe(userOf('ann').id);
  });

  it.each([-1, 2, 0.5, Number.NaN])('refuses account %d of two', async (index) => {
    const rig = await withAccounts(['ann', 'bea']);
    rig.person.answerAccount = () => index;
    expect(await rejectionCode(rig.get())).toBe('message-invalid');
  });
});
