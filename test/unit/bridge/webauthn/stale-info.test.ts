import { expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { KeyRig } from '../../../rig/rig.ts';
import { setPinElsewhere } from '../../../rig/set-pin-elsewhere.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };

it('takes a PIN that was set elsewhere meanwhile, without a re-plug, and offers no first one', async () => {
  const rig = await KeyRig.with();
  rig.person.answerPin = () => '4711';
  await setPinElsewhere(rig.key, '4711');
  await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
  expect(rig.person.pinRequests).toHaveLength(1);
});

it('reads a key anew after it failed for what the key said of itself', async () => {
  const rig = await KeyRig.with({ builtInVerification: { enrolled: true } });
  if (rig.key.verification !== undefined) rig.key.verification.finger = 'unknown';
  rig.person.answerPin = () => '4711';
  expect(await rejectionCode(rig.create(REQUIRED))).toBe('fingerprint-wrong');
  await setPinElsewhere(rig.key, '4711');
  await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
  expect(rig.person.pinRequests).toHaveLength(1);
});

it('asks a key for its getInfo once while nothing speaks against it', async () => {
  const rig = await KeyRig.with();
  await rig.create();
  await rig.create({ user: { id: 'AAAA', name: 'b', displayName: 'B' } });
  expect(rig.key.commandLog.filter(({ command }) => command === 0x04)).toHaveLength(1);
});
