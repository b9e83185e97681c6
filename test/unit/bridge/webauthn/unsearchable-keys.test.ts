import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { type Meddler, OddKeyTransport } from '../../../rig/odd-key.ts';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { KeyRig, listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { FINGER_WITHIN_COMMAND, PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

// Keys that do not say beforehand what they hold, or not all of it.

const GET_ASSERTION = 0x02;
const MAKE_CREDENTIAL = 0x01;
const PIN = '4711';
const FOREIGN = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const LONG = Buffer.alloc(100, 3);
/** `"up": false`, as in a question that needs no touch. */
const SILENT = Buffer.from('627570f4', 'hex');

async function oddRig(options: VirtualKeyOptions = {}) {
  const key = new VirtualKey({ pin: PIN, ...options });
  const transport = new OddKeyTransport(key);
  const rig = new Rig(transport);
  await warm(rig.keys);
  rig.person.answerPin = () => PIN;
  return { rig, transport };
}

/** Answers assertions without a touch in the key's place. */
function refusingSilence(status: number): Meddler {
  return async (message, ask) =>
    message[0] === GET_ASSERTION && Buffer.from(message).includes(SILENT)
      ? Uint8Array.of(status)
      : ask();
}

const prf = (own: string) => ({
  prf: { eval: { first: 'BBBB' }, evalByCredential: { [own]: { first: 'AAAA' } } },
});

describe('a key that refuses assertions without a touch', () => {
  it.each([0x01, 0x2b, 0x2c, 0x2f, 0x30, 0x3a, 0x3b, 0x02, 0x11, 0x12, 0x14, 0x27, 0x7f, 0xf1])(
    'with %i gives the secret of the inputs that are the credential’s own',
    async (status) => {
      const { rig, transport } = await oddRig();
      const { id } = await rig.create({ extensions: { prf: {} } });
      const alone = await rig.get({ allowCredentials: listOf(id), extensions: prf(id) });
      expect(alone.clientExtensionResults).toMatchObject({
        prf: { results: { first: expect.any(String) } },
      });
      transport.meddle = refusingSilence(status);
      const allowCredentials = listOf(...FOREIGN, id);
      const among = await rig.get({ allowCredentials, extensions: prf(id) });
      expect(among.clientExtensionResults).toEqual(alone.clientExtensionResults);
    },
  );

  it('is sent each credential alone by the model that takes long lists', async () => {
    const rig = await KeyRig.with(PERSONALITIES['no-silent-assertions-long-lists']);
    const { id } = await rig.create({ extensions: { prf: {} } });
    const commands = await rig.commandsOf(() =>
      rig.get({ allowCredentials: listOf(...FOREIGN, id), extensions: prf(id) }),
    );
    expect(commands).toEqual(['02', '06/02', '02', '02', '02']);
  });

  it.each([0x01, 0x02, 0x11, 0x12, 0x14, 0x27, 0x2f, 0x30, 0x3a, 0x7f, 0xf1])(
    'with %i signs in, and registers, list by list',
    async (status) => {
      const { rig, transport } = await oddRig({ maxCredentialCountInList: 2 });
      const { id } = await rig.create();
      transport.meddle = refusingSilence(status);
      const credentials = listOf(...FOREIGN, id);
      expect((await rig.get({ allowCredentials: credentials })).id).toBe(id);
      const made = await rig.create({ excludeCredentials: listOf(...FOREIGN, LONG) });
      expect(await verifyRegistration(made)).toMatchObject({ verified: true });
    },
  );
});

describe('a foreign credential that spoils a list', () => {
  it.each([0x02, 0x11, 0x12, 0x14, 0x22])(
    'with %i does not hide the key’s own beside it',
    async (status) => {
      const { rig, transport } = await oddRig();
      const { id } = await rig.create();
      transport.meddle = async (message, ask) =>
        [MAKE_CREDENTIAL, GET_ASSERTION].includes(message[0] ?? 0) &&
        Buffer.from(message).includes(LONG)
          ? Uint8Array.of(status)
          : ask();
      const credentials = listOf(LONG, id);
      expect((await rig.get({ allowCredentials: credentials })).id).toBe(id);
      const again = rig.create({ excludeCredentials: credentials });
      expect(await rejectionCode(again)).toBe('credential-excluded');
    },
  );

  it.each([0x02, 0x22])('with %i neither where the key cannot be asked', async (status) => {
    const { rig, transport } = await oddRig();
    const { id } = await rig.create();
    transport.meddle = async (message, ask) => {
      if (message[0] !== GET_ASSERTION) return ask();
      const bytes = Buffer.from(message);
      if (bytes.includes(SILENT)) return Uint8Array.of(0x2b);
      return bytes.includes(LONG) ? Uint8Array.of(status) : ask();
    };
    expect((await rig.get({ allowCredentials: listOf(LONG, id) })).id).toBe(id);
    const stranger = rig.get({ allowCredentials: listOf(LONG, ...FOREIGN) });
    expect(await rejectionCode(stranger)).toBe('no-credential');
  });
});

describe('a key that verifies within the command, and hides the credential until then', () => {
  const HIDDEN = {
    extensions: { credentialProtectionPolicy: 'userVerificationRequired', prf: {} },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  };
  const userVerification = 'required';

  it.each([8, 1])('signs in with it where lists hold %i', async (maxCredentialCountInList) => {
    const rig = await KeyRig.with({ ...FINGER_WITHIN_COMMAND, maxCredentialCountInList });
    const { id } = await rig.create(HIDDEN);
    const allowCredentials = listOf(...FOREIGN, id);
    expect((await rig.get({ allowCredentials, userVerification })).id).toBe(id);
    const stranger = rig.get({ allowCredentials: listOf(...FOREIGN), userVerification });
    expect(await rejectionCode(stranger)).toBe('no-credential');
  });

  it.each([8, 1])('gives its own secret where lists hold %i', async (maxCredentialCountInList) => {
    const rig = await KeyRig.with({ ...FINGER_WITHIN_COMMAND, maxCredentialCountInList });
    const { id } = await rig.create(HIDDEN);
    const extensions = prf(id);
    const alone = await rig.get({ allowCredentials: listOf(id), userVerification, extensions });
    const allowCredentials = listOf(...FOREIGN, id);
    const among = await rig.get({ allowCredentials, userVerification, extensions });
    expect(among.clientExtensionResults).toEqual(alone.clientExtensionResults);
  });

  it.each([
    [8, [...FOREIGN, 'own']],
    [1, ['own', ...FOREIGN]],
    [2, ['own', ...FOREIGN]],
  ])('does not register beside it where lists hold %i', async (maxCredentialCountInList, ids) => {
    const rig = await KeyRig.with({ ...FINGER_WITHIN_COMMAND, maxCredentialCountInList });
    const { id: own } = await rig.create(HIDDEN);
    const excludeCredentials = listOf(...ids.map((id) => (id === 'own' ? own : id)));
    const again = rig.create({ ...HIDDEN, excludeCredentials });
    expect(await rejectionCode(again)).toBe('credential-excluded');
  });
});

it('one excluded credential that does not fit lets a registration with a PIN succeed', async () => {
  const { rig, transport } = await oddRig();
  transport.meddle = async (message, ask) =>
    message[0] === MAKE_CREDENTIAL && Buffer.from(message).includes(LONG)
      ? Uint8Array.of(0x15)
      : ask();
  const made = await rig.create({
    authenticatorSelection: { userVerification: 'required' },
    excludeCredentials: listOf(LONG),
  });
  expect(await verifyRegistration(made, true)).toMatchObject({ verified: true });
});
