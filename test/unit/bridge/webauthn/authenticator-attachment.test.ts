import { expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { KeyRig } from '../../../rig/rig.ts';

it('refuses a page that wants the computer’s own authenticator, before any key is asked', async () => {
  const rig = await KeyRig.with();
  const commands = await rig.commandsOf(async () => {
    const creating = rig.create({
      authenticatorSelection: { authenticatorAttachment: 'platform' },
    });
    expect(await rejectionCode(creating)).toBe('platform-key-asked-for');
  });
  expect(commands).toEqual([]);
  expect(rig.person.notices).toEqual([]);
});

it.each(['cross-platform', 'of-a-later-day'])('serves a page that says %s', async (attachment) => {
  const rig = await KeyRig.with();
  const authenticatorSelection = { authenticatorAttachment: attachment };
  await expect(rig.create({ authenticatorSelection })).resolves.toMatchObject({
    authenticatorAttachment: 'cross-platform',
  });
});
