import { expect, test } from 'vitest';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { KeyRig, listOf } from '../../../../rig/rig.ts';

const PIN = '271828';

async function rigWith(options: Parameters<typeof KeyRig.with>[0] = {}) {
  const rig = await KeyRig.with({ pin: PIN, ...options });
  rig.person.answerPin = () => PIN;
  return rig;
}

test.each([
  ['userVerificationOptional', 1],
  ['userVerificationOptionalWithCredentialIDList', 2],
  ['userVerificationRequired', 3],
] as const)('%s is level %i on the key', async (credentialProtectionPolicy, level) => {
  const rig = await rigWith();
  const made = await rig.create({ extensions: { credentialProtectionPolicy } });
  expect(rig.key.credentials[0]?.extras.protection).toBe(level);
  expect(made.clientExtensionResults).toEqual({});
});

test('a hidden credential shows itself to the person who was verified, and to nobody else', async () => {
  const rig = await rigWith();
  const made = await rig.create({
    extensions: { credentialProtectionPolicy: 'userVerificationRequired' },
  });
  const allowCredentials = listOf(made.id);
  const hidden = rig.get({ allowCredentials, userVerification: 'discouraged' });
  expect(await rejectionCode(hidden)).toBe('no-credential');
  expect((await rig.get({ allowCredentials })).id).toBe(made.id);
});

test('a search among many finds a hidden credential, because it carries the token', async () => {
  const rig = await rigWith({ maxCredentialCountInList: 1 });
  const made = await rig.create({
    extensions: { credentialProtectionPolicy: 'userVerificationRequired' },
  });
  const others = Array.from({ length: 3 }, (_, index) => Buffer.alloc(48, index));
  expect((await rig.get({ allowCredentials: listOf(...others, made.id) })).id).toBe(made.id);
  const again = rig.create({ excludeCredentials: listOf(...others, made.id) });
  expect(await rejectionCode(again)).toBe('credential-excluded');
});

test('a page that insists gets nothing from a key that cannot hide, and the key is not asked', async () => {
  const rig = await rigWith({ extensions: [] });
  const commands = await rig.commandsOf(async () => {
    const extensions = {
      credentialProtectionPolicy: 'userVerificationRequired',
      enforceCredentialProtectionPolicy: true,
    };
    expect(await rejectionCode(rig.create({ extensions }))).toBe('key-lacks-extension');
  });
  expect(commands).toEqual([]);
  const lenient = { credentialProtectionPolicy: 'userVerificationRequired' };
  await rig.create({ extensions: lenient });
  const optional = {
    credentialProtectionPolicy: 'userVerificationOptional',
    enforceCredentialProtectionPolicy: true,
  };
  await rig.create({ extensions: optional });
  expect(rig.key.credentials.map(({ extras }) => extras.protection)).toEqual([
    undefined,
    undefined,
  ]);
});

test('a policy that does not exist is refused', async () => {
  const rig = await rigWith();
  const extensions = { credentialProtectionPolicy: 'userVerificationForbidden' };
  expect(await rejectionCode(rig.create({ extensions }))).toBe('options-invalid');
});
