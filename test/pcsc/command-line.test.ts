import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { muteUntilPulled, ScriptedCard } from './scripted-card.ts';
import { pcscd, pcscdWithKey, start } from './wardkey-process.ts';

it('ends in time, with its own exit code, beside a card that never answers', async () => {
  const service = await pcscd();
  await service.readers[0]?.insert(new ScriptedCard((_apdu, signal) => muteUntilPulled(signal)));
  const { child, ended } = start(service, 'key', 'info');
  const [told, [exitCode]] = await Promise.all([text(child.stderr), ended]);
  expect(told).toContain('does not answer');
  expect(exitCode).toBe(4);
});

it('ends quietly when nobody reads what it writes', async () => {
  const { service } = await pcscdWithKey();
  const { child, ended } = start(service, 'devices');
  child.stdout.destroy();
  const [told, [exitCode]] = await Promise.all([text(child.stderr), ended]);
  expect(told).toBe('');
  expect(exitCode).toBe(141);
});
