import { decodeAttestationObject, isoBase64URL } from '@simplewebauthn/server/helpers';
import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { registered, verifyRegistration } from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };
const DISCOURAGED = { authenticatorSelection: { userVerification: 'discouraged' } };
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

const formatOf = (attestationObject: string) =>
  decodeAttestationObject(isoBase64URL.toBuffer(attestationObject)).get('fmt');

describe('create', () => {
  it('is one command where no verification is needed, and the relying party takes it', async () => {
    const rig = await KeyRig.with();
    let verified = false;
    const commands = await rig.commandsOf(async () => {
      const response = await rig.create();
      ({ verified } = await verifyRegistration(response));
    });
    expect(verified).toBe(true);
    expect(commands).toEqual(['01']);
  });

  it('with a PIN is two commands after the PIN was typed', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    const typing = Promise.withResolvers<void>();
    rig.person.answerPin = async () => {
      await typing.promise;
      return '4711';
    };
    const creating = rig.create(REQUIRED);
    const before = await rig.commandsOf(() => new Promise((done) => setTimeout(done, 50)));
    expect(before).toEqual(['06/01', '06/02']);
    const after = await rig.commandsOf(async () => {
      typing.resolve();
      expect(await verifyRegistration(await creating, true)).toMatchObject({ verified: true });
    });
    expect(after).toEqual(['06/09', '01']);
  });

  it('gives every member that the browser wants, each equal to what the key signed', async () => {
    const rig = await KeyRig.with();
    const { response, ...rest } = await rig.create({ attestation: 'direct' });
    const object = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
    expect(Buffer.from(object.get('authData'))).toEqual(
      Buffer.from(response.authenticatorData, 'base64url'),
    );
    expect(response).toMatchObject({ publicKeyAlgorithm: -7, transports: ['nfc', 'usb'] });
    expect(Buffer.from(response.publicKey ?? '', 'base64url')).toHaveLength(91);
    expect(rest).toMatchObject({
      id: rest.rawId,
      type: 'public-key',
      authenticatorAttachment: 'cross-platform',
      clientExtensionResults: {},
    });
  });

  it.each([
    [undefined, 'none'],
    ['none', 'none'],
    ['whatever', 'none'],
    ['indirect', 'packed'],
    ['direct', 'packed'],
    ['enterprise', 'packed'],
  ])('conveys attestation %s as %s', async (attestation, format) => {
    const rig = await KeyRig.with();
    const response = await rig.create(attestation === undefined ? {} : { attestation });
    expect(formatOf(response.response.attestationObject)).toBe(format);
    expect(await verifyRegistration(response)).toMatchObject({ verified: true });
  });

  it('asks for ES256 and RS256 when the page names no algorithm', async () => {
    const rig = await KeyRig.with({ algorithms: [-8, -7] });
    const { response } = await rig.create({ pubKeyCredParams: [] });
    expect(response.publicKeyAlgorithm).toBe(-7);
  });

  it('refuses options that name no public-key algorithm, before any device is looked for', async () => {
    const rig = await KeyRig.with();
    rig.transport.remove(rig.key);
    const pubKeyCredParams = [{ type: 'password', alg: -7 }];
    expect(await rejectionCode(rig.create({ pubKeyCredParams }))).toBe('algorithm-unsupported');
  });

  it('says so when the key speaks none of the algorithms', async () => {
    const rig = await KeyRig.with();
    const pubKeyCredParams = [{ type: 'public-key', alg: -257 }];
    expect(await rejectionCode(rig.create({ pubKeyCredParams }))).toBe('algorithm-unsupported');
  });

  it.each(['', Buffer.alloc(65).toString('base64url')])('refuses user id %j', async (id) => {
    const rig = await KeyRig.with();
    const user = { id, name: 'a', displayName: 'a' };
    expect(await rejectionCode(rig.create({ user }))).toBe('options-invalid');
  });

  it('carries names with lone surrogates as text that can be encoded', async () => {
    const rig = await KeyRig.with();
    const user = { id: 'dXNlcg', name: 'a\ud800', displayName: '\udfffb' };
    await expect(rig.create({ user })).resolves.toMatchObject({ type: 'public-key' });
  });
});

describe('create, user verification', () => {
  it.each([
    ['required', {}, 'key-lacks-user-verification', { pinProtocols: [] }],
    ['discouraged', {}, 'key-lacks-user-verification', { pinProtocols: [], alwaysUv: true }],
  ] as const)('%s fails where the key cannot: %j', async (userVerification, _, code, key) => {
    const rig = await KeyRig.with(key);
    const creating = rig.create({ authenticatorSelection: { userVerification } });
    expect(await rejectionCode(creating)).toBe(code);
  });

  it.each([
    ['preferred, without PIN', 'preferred', {}, 0],
    ['preferred, with PIN', 'preferred', { pin: '4711' }, 1],
    ['an unknown value, with PIN', 'mandatory', { pin: '4711' }, 1],
    ['discouraged, with PIN and makeCredUvNotRqd', 'discouraged', { pin: '4711' }, 0],
    [
      'discouraged, PIN, the key insists',
      'discouraged',
      { pin: '4711', makeCredUvNotRqd: false },
      1,
    ],
    ['discouraged, with alwaysUv', 'discouraged', { pin: '4711', alwaysUv: true }, 1],
  ] as const)('%s', async (_, userVerification, key, pins) => {
    const rig = await KeyRig.with(key);
    rig.person.answerPin = () => '4711';
    const response = await rig.create({ authenticatorSelection: { userVerification } });
    expect(await verifyRegistration(response, pins === 1)).toMatchObject({ verified: true });
    expect(rig.person.pinRequests).toHaveLength(pins);
  });

  it('asks for the PIN after all when the key wants a token where it said that it does not', async () => {
    const rig = await KeyRig.with({
      pin: '4711',
      makeCredUvNotRqd: false,
      optionOverrides: { makeCredUvNotRqd: true },
    });
    rig.person.answerPin = () => '4711';
    await registered(await rig.create(DISCOURAGED));
    expect(rig.person.pinRequests).toHaveLength(1);
  });
});

describe('create, resident keys', () => {
  it('required is refused by a key without them', async () => {
    const rig = await KeyRig.with({ residentKeySlots: 0 });
    expect(await rejectionCode(rig.create({ authenticatorSelection: RESIDENT }))).toBe(
      'key-lacks-resident-keys',
    );
  });

  it('required on a full key', async () => {
    const rig = await KeyRig.with({ residentKeySlots: 1 });
    await rig.create({ authenticatorSelection: RESIDENT });
    const user = { id: 'b3RoZXI', name: 'other', displayName: 'other' };
    expect(await rejectionCode(rig.create({ authenticatorSelection: RESIDENT, user }))).toBe(
      'key-storage-full',
    );
  });

  const V20 = { versions: ['FIDO_2_0'] };
  it.each([
    ['required', { residentKey: 'required' }, {}, true, { rk: true }],
    ['required in the words of Level 1', { requireResidentKey: true }, {}, true, { rk: true }],
    ['preferred', { residentKey: 'preferred' }, {}, true, { rk: true }],
    [
      'preferred, not there',
      { residentKey: 'preferred' },
      { residentKeySlots: 0 },
      false,
      { rk: false },
    ],
    [
      'discouraged',
      { residentKey: 'discouraged', requireResidentKey: true },
      {},
      false,
      { rk: false },
    ],
    ['not named', {}, {}, false, { rk: false }],
    ['required of 2.0', { residentKey: 'required' }, V20, true, { rk: true }],
    ['preferred of 2.0', { residentKey: 'preferred' }, V20, true, undefined],
    ['discouraged of 2.0', { residentKey: 'discouraged' }, V20, false, undefined],
  ] as const)('%s', async (_, authenticatorSelection, key, resident, credProps) => {
    const rig = await KeyRig.with(key);
    const { clientExtensionResults } = await rig.create({
      authenticatorSelection,
      extensions: { credProps: true, somethingElse: true },
    });
    expect(rig.key.credentials[0]?.resident).toBe(resident);
    expect(clientExtensionResults).toEqual(credProps === undefined ? {} : { credProps });
  });

  it('needs the PIN for a resident key even where makeCredUvNotRqd is told', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = () => '4711';
    const commands = await rig.commandsOf(async () =>
      registered(await rig.create({ authenticatorSelection: RESIDENT })),
    );
    expect(commands).toEqual(['06/01', '06/02', '06/09', '01']);
  });
});

describe('create, exclude list', () => {
  const strangers = (count: number, length = 48) =>
    listOf(...Array.from({ length: count }, (_, index) => Buffer.alloc(length, index + 1)));

  it('sends a list that fits along in the one command', async () => {
    const rig = await KeyRig.with();
    const { id } = await rig.create();
    const excludeCredentials = [...strangers(3), ...listOf(id)];
    const commands = await rig.commandsOf(async () => {
      expect(await rejectionCode(rig.create({ excludeCredentials }))).toBe('credential-excluded');
    });
    expect(commands).toEqual(['01']);
  });

  it('finds a credential in a long list by searching, with one token', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = () => '4711';
    const { id } = await rig.create(REQUIRED);
    const excludeCredentials = [...strangers(16), ...listOf(id)];
    const commands = await rig.commandsOf(async () => {
      expect(await rejectionCode(rig.create({ ...REQUIRED, excludeCredentials }))).toBe(
        'credential-excluded',
      );
    });
    expect(commands).toEqual(['06/01', '06/02', '06/09', '02', '02', '02', '01']);
  });

  it('makes a credential where none of a long list is on the key', async () => {
    const rig = await KeyRig.with();
    const commands = await rig.commandsOf(async () =>
      registered(await rig.create({ excludeCredentials: strangers(17) })),
    );
    expect(commands).toEqual(['02', '02', '02', '01']);
  });

  it('leaves out what is too long for the key, of no known type, or there twice', async () => {
    const rig = await KeyRig.with({ maxCredentialCountInList: 1, maxCredentialIdLength: 64 });
    const { id } = await rig.create();
    const commands = await rig.commandsOf(async () => {
      const excludeCredentials = [
        ...strangers(3, 200),
        { type: 'passphrase', id: 'AAAA' },
        ...listOf(id, id, ''),
      ];
      expect(await rejectionCode(rig.create({ excludeCredentials }))).toBe('credential-excluded');
    });
    expect(commands).toEqual(['01']);
  });

  it('splits by the size of the message too', async () => {
    const rig = await KeyRig.with({ maxMsgSize: 1024, maxCredentialCountInList: 16 });
    const excludeCredentials = strangers(16, 120);
    const commands = await rig.commandsOf(async () =>
      registered(await rig.create({ excludeCredentials })),
    );
    expect(commands).toEqual(['02', '02', '02', '01']);
  });
});
