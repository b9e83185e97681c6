import { expect, test } from 'vitest';
import { verifyRegistration } from './support/relying-party.ts';
import { KeyRig } from './support/rig.ts';

async function formatFrom(options: Parameters<typeof KeyRig.with>[0]) {
  const rig = await KeyRig.with(options);
  const made = await rig.create({ attestation: 'enterprise' });
  return (await verifyRegistration(made)).registrationInfo?.fmt;
}

test('a page that asks to recognise the single key is told where the key grants it', async () => {
  const granting = { enterpriseAttestation: true, enterpriseRpIds: ['login.microsoft.com'] };
  expect(await formatFrom(granting)).toBe('packed');
});

test.each([
  ['the key lists other RPs', { enterpriseAttestation: true, enterpriseRpIds: ['a.example'] }],
  ['the owner has not switched it on', { enterpriseAttestation: false }],
  ['the key has no such thing', {}],
])('it gets no attestation where %s', async (_why, options) => {
  expect(await formatFrom(options)).toBe('none');
});
