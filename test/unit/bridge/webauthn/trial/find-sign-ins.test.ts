import { expect, it } from 'vitest';
import { answerKeySearch } from '../../../../../bridge/host/answer-key-search.ts';
import type { AskedPortal } from '../../../../../shared/portals/asked-portals.ts';
import { rejectionCode } from '../../../../rig/code-of.ts';
import { clientOver, creationOptions, KeyRig } from '../../../../rig/rig.ts';
import type { VirtualKeyOptions } from '../../../../virtual/key-options.ts';

const PIN = '4711';
const CARE_IDENTITY = 'am.nhsidentity.spineservices.nhs.uk';
const STORED = { residentKey: 'required', userVerification: 'required' };

async function keyOf(options: VirtualKeyOptions = { pin: PIN }) {
  const rig = await KeyRig.with(options);
  rig.person.answerPin = () => PIN;
  const find = (portal?: AskedPortal) =>
    answerKeySearch(
      rig.keys,
      portal === undefined ? {} : { portal },
      rig.person,
      rig.stop.signal,
    ).then(({ findings }) => findings);
  return { rig, find };
}

async function store(rig: KeyRig, rpId: string, name: string): Promise<void> {
  const origin = `https://${rpId}`;
  const client = clientOver(rig.keys, { allowedOrigins: [origin] });
  const options = creationOptions({
    rp: { id: rpId, name: 'Practice' },
    user: { id: Buffer.from(name).toString('base64url'), name, displayName: name },
    authenticatorSelection: STORED,
  });
  const caller = { origin, sameOriginWithAncestors: true };
  await client.create(caller, options, rig.person, rig.stop.signal);
}

it.each([
  ['with a token that only reads', { pin: PIN, persistentToken: true }],
  ['with a token that manages', { pin: PIN }],
  ['by the command from before CTAP 2.1', { pin: PIN, credentialManagement: 'preview' }],
] as const)('tells for which accounts a key holds passkeys, %s', async (_name, options) => {
  const { rig, find } = await keyOf(options);
  await store(rig, 'login.microsoft.com', 'jane.doe@nhs.net');
  await store(rig, 'login.microsoft.com', 'admin@nhs.net');
  await store(rig, CARE_IDENTITY, '555000123456');
  await store(rig, 'shop.example', 'private@home.example');
  const asked = rig.person.pinRequests.length;
  const before = rig.key.credentials.length;
  const found = await find();
  expect(found).toHaveLength(3);
  expect(found).toEqual(
    expect.arrayContaining(
      [
        { host: 'login.microsoft.com', account: 'j•••@nhs.net' },
        { host: 'login.microsoft.com', account: 'a•••@nhs.net' },
        { host: CARE_IDENTITY, account: '5•••' },
      ].map((facts) => ({
        code: 'credential-there',
        facts: { model: expect.any(String), ...facts },
      })),
    ),
  );
  expect(JSON.stringify(found)).not.toMatch(/shop|private|jane/);
  expect(rig.person.pinRequests.length).toBe(asked + 1);
  expect(rig.key.credentials.length).toBe(before);
});

it('looks for those of the portal alone that it is asked about', async () => {
  const { rig, find } = await keyOf();
  await store(rig, 'login.microsoft.com', 'jane.doe@nhs.net');
  expect(await find('nhsnet-portal')).toMatchObject([{ code: 'credential-there' }]);
  expect(await find('cis2')).toMatchObject([
    { code: 'credential-absent', facts: { host: CARE_IDENTITY } },
  ]);
});

it('does not read what a key holds for somebody else', async () => {
  const { rig, find } = await keyOf();
  await store(rig, 'shop.example', 'private@home.example');
  const { length } = await rig.commandsOf(async () => {
    expect(await find()).toMatchObject([{ code: 'credential-absent' }]);
  });
  await store(rig, 'login.microsoft.com', 'jane.doe@nhs.net');
  expect((await rig.commandsOf(() => find())).length).toBeGreaterThan(length);
});

it('asks no PIN of a key that would not tell', async () => {
  const { rig, find } = await keyOf({ pin: PIN, credentialManagement: 'none' });
  expect(await find()).toMatchObject([{ code: 'credentials-unlisted' }]);
  expect(rig.person.pinRequests).toEqual([]);
});

it.each([
  ['has none', {}, 'pin-not-set'],
  ['has to be changed', { pin: PIN, forcePinChange: true }, 'pin-change-required'],
  ['is locked', { pin: PIN, pinTriesLeft: 0 }, 'pin-blocked'],
] as const)('chooses no PIN where the key %s', async (_name, options, code) => {
  const { rig, find } = await keyOf(options);
  expect(await rejectionCode(find())).toBe(code);
  expect(rig.person.newPinRequests).toEqual([]);
});
