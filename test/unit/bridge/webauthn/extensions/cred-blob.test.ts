import { expect, test } from 'vitest';
import { KeyRig, listOf } from '../../../../rig/rig.ts';

const BLOB = Buffer.from('a few bytes').toString('base64url');
const RESIDENT = { residentKey: 'required', userVerification: 'discouraged' };

test('bytes go to the key and come back', async () => {
  const rig = await KeyRig.with();
  const made = await rig.create({
    authenticatorSelection: RESIDENT,
    extensions: { credBlob: BLOB },
  });
  expect(made.clientExtensionResults).toEqual({ credBlob: true });
  const got = await rig.get({ extensions: { getCredBlob: true } });
  expect(got.clientExtensionResults).toEqual({ getCredBlob: BLOB });
  expect((await rig.get()).clientExtensionResults).toEqual({});
});

test('more than the key takes, or for a credential that it does not store, is told as not stored', async () => {
  const rig = await KeyRig.with({ maxCredBlobLength: 32 });
  const long = Buffer.alloc(33).toString('base64url');
  const commands = await rig.commandsOf(async () => {
    const made = await rig.create({
      authenticatorSelection: RESIDENT,
      extensions: { credBlob: long },
    });
    expect(made.clientExtensionResults).toEqual({ credBlob: false });
  });
  expect(commands).toEqual(['01']);
  const volatile = await rig.create({ extensions: { credBlob: BLOB } });
  expect(volatile.clientExtensionResults).toEqual({ credBlob: false });
  const got = await rig.get({
    allowCredentials: listOf(volatile.id),
    extensions: { getCredBlob: true },
  });
  expect(got.clientExtensionResults).toEqual({ getCredBlob: '' });
});

test('a key without the extension is not asked', async () => {
  const rig = await KeyRig.with({ extensions: [] });
  const made = await rig.create({ extensions: { credBlob: BLOB } });
  expect(made.clientExtensionResults).toEqual({ credBlob: false });
  const extensions = { getCredBlob: true };
  const got = await rig.get({ allowCredentials: listOf(made.id), extensions });
  expect(got.clientExtensionResults).toEqual({});
});
