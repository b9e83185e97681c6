import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { getAssertion } from '../../../../../bridge/ctap/get-assertion.ts';
import { getPrf } from '../../../../../bridge/webauthn/extensions/prf.ts';
import { HeldKey } from '../../../../../bridge/webauthn/held-key.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { registered, verifyAuthentication } from '../../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../../rig/rig.ts';

const PIN = '271828';
const CRED_RANDOM = { withUv: Buffer.alloc(32, 1), withoutUv: Buffer.alloc(32, 2) };
const FIRST = Buffer.from('first input').toString('base64url');
const SECOND = Buffer.from('second input').toString('base64url');

/** What the extension makes of an input, by its definition alone (WebAuthn Level 3 §10.1.4). */
function secret(credRandom: Uint8Array, input: string): string {
  const salt = createHash('sha256')
    .update(Buffer.concat([Buffer.from('WebAuthn PRF\0'), Buffer.from(input, 'base64url')]))
    .digest();
  return createHmac('sha256', credRandom).update(salt).digest('base64url');
}

async function rigWith(options: Parameters<typeof KeyRig.with>[0] = {}) {
  const rig = await KeyRig.with({ pin: PIN, credRandom: CRED_RANDOM, ...options });
  rig.person.answerPin = () => PIN;
  return rig;
}

test('a key without secrets says so', async () => {
  const rig = await rigWith({ extensions: [] });
  const made = await rig.create({ extensions: { prf: {} } });
  expect(made.clientExtensionResults).toEqual({ prf: { enabled: false } });
  const extensions = { prf: { eval: { first: FIRST } } };
  const got = await rig.get({ allowCredentials: listOf(made.id), extensions });
  expect(got.clientExtensionResults).toEqual({ prf: {} });
});

test.each([[[2, 1]], [[1]]] as const)(
  'PIN protocols %o: the same secrets each time',
  async (pinProtocols) => {
    const rig = await rigWith({ pinProtocols });
    const made = await rig.create({ extensions: { prf: { eval: { first: FIRST } } } });
    expect(made.clientExtensionResults).toEqual({ prf: { enabled: true } });
    const credential = await registered(made);
    const asked = {
      allowCredentials: listOf(made.id),
      userVerification: 'discouraged',
      extensions: { prf: { eval: { first: FIRST, second: SECOND } } },
    };
    const commands = await rig.commandsOf(async () => {
      const got = await rig.get(asked);
      expect(got.clientExtensionResults).toEqual({
        prf: {
          results: {
            first: secret(CRED_RANDOM.withUv, FIRST),
            second: secret(CRED_RANDOM.withUv, SECOND),
          },
        },
      });
      expect((await verifyAuthentication(got, credential, true)).verified).toBe(true);
    });
    // The key agreement of the PIN serves the secrets too.
    expect(commands).toEqual(['06/01', '06/02', '06/09', '02']);
    const once = await rig.get({ ...asked, extensions: { prf: { eval: { first: SECOND } } } });
    expect(once.clientExtensionResults).toEqual({
      prf: { results: { first: secret(CRED_RANDOM.withUv, SECOND) } },
    });
    expect((await rig.get({ ...asked, extensions: { prf: {} } })).clientExtensionResults).toEqual({
      prf: {},
    });
  },
);

test('a key without any PIN has secrets too, other ones', async () => {
  const rig = await KeyRig.with({ credRandom: CRED_RANDOM });
  const made = await rig.create({ extensions: { prf: {} } });
  const extensions = { prf: { eval: { first: FIRST } } };
  const commands = await rig.commandsOf(async () => {
    const got = await rig.get({ allowCredentials: listOf(made.id), extensions });
    expect(got.clientExtensionResults).toEqual({
      prf: { results: { first: secret(CRED_RANDOM.withoutUv, FIRST) } },
    });
  });
  expect(commands).toEqual(['06/02', '02']);
});

test('secrets come with the credential where the key can do that', async () => {
  const extensions = ['hmac-secret', 'hmac-secret-mc'];
  const rig = await rigWith({ extensions });
  const commands = await rig.commandsOf(async () => {
    const made = await rig.create({
      authenticatorSelection: { userVerification: 'discouraged' },
      extensions: { prf: { eval: { first: FIRST } } },
    });
    expect(made.clientExtensionResults).toEqual({
      prf: { enabled: true, results: { first: secret(CRED_RANDOM.withUv, FIRST) } },
    });
  });
  expect(commands).toEqual(['06/01', '06/02', '06/09', '01']);
});

test('each credential has inputs of its own, and those win', async () => {
  const rig = await rigWith();
  const one = await rig.create({ extensions: { prf: {} } });
  const evalByCredential = { [one.id]: { first: SECOND } };
  const other = Buffer.alloc(48, 9);
  const extensions = { prf: { eval: { first: FIRST }, evalByCredential } };
  const commands = await rig.commandsOf(async () => {
    const got = await rig.get({ allowCredentials: listOf(other, one.id), extensions });
    expect(got.clientExtensionResults).toEqual({
      prf: { results: { first: secret(CRED_RANDOM.withUv, SECOND) } },
    });
  });
  // The search comes first, under the same token.
  expect(commands).toEqual(['06/01', '06/02', '06/09', '02', '02']);
  const single = await rig.commandsOf(() =>
    rig.get({ allowCredentials: listOf(one.id), extensions }),
  );
  expect(single).toEqual(['06/01', '06/02', '06/09', '02']);
});

test('a secret for the inputs of no credential is none of one that has its own', async () => {
  const rig = await rigWith();
  const { id } = await rig.create({ extensions: { prf: {} } });
  const { signal } = new AbortController();
  const open = await rig.keys.open(rig.keys.list.devices[0]?.id ?? '', signal);
  const key = new HeldKey(open, rig.person, signal);
  const allowed = [id, 'AAAA'].map((each) => ({
    type: 'public-key',
    id: Buffer.from(each, 'base64url'),
  }));
  const outputsFor = async (own: string) => {
    const evalByCredential = { [own]: { first: SECOND } };
    const inputs = { prf: { eval: { first: FIRST }, evalByCredential } };
    const part = getPrf({ inputs, info: key.info, allowed });
    const extensions = (await part?.inputs?.(key, undefined)) ?? new Map();
    const clientDataHash = new Uint8Array(32);
    const request = { rpId: 'login.microsoft.com', clientDataHash, allowList: allowed, extensions };
    const response = await getAssertion(key.channel, request, key.commandOptions());
    return part?.outputs?.({ key, response, token: undefined });
  };
  const first = secret(CRED_RANDOM.withoutUv, FIRST);
  expect(await outputsFor('AAAA')).toEqual({ prf: { results: { first } } });
  expect(await outputsFor(id)).toEqual({ prf: {} });
  await open.close();
});

test.each([
  [{ prf: { evalByCredential: { AAAA: { first: FIRST } } } }],
  [{ prf: { evalByCredential: { '': { first: FIRST } } } }],
  [{ prf: { eval: { second: SECOND } } }],
  [{ prf: { eval: { first: 'not base64url!' } } }],
  [{ prf: true }],
])('inputs %o are refused before a PIN is asked for', async (extensions) => {
  const rig = await rigWith();
  const made = await rig.create();
  const asked = rig.person.pinRequests.length;
  const code = await rejectionCode(rig.get({ allowCredentials: listOf(made.id), extensions }));
  expect(code).toBe('options-invalid');
  expect(rig.person.pinRequests).toHaveLength(asked);
});
