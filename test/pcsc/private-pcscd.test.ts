import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { ScriptedCard } from './scripted-card.ts';

const started: PrivatePcscd[] = [];

async function start(...readers: string[]): Promise<PrivatePcscd> {
  const pcscd = await PrivatePcscd.start({ readers });
  started.push(pcscd);
  return pcscd;
}

/** What OpenSC, which nobody here wrote, sees there. */
async function listed(pcscd: PrivatePcscd): Promise<string> {
  const env = { ...pcscd.env, PATH: '/usr/bin:/bin' };
  const { stdout } = await promisify(execFile)('opensc-tool', ['--list-readers'], { env });
  return stdout;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((pcscd) => pcscd.stop()));
});

it('runs beside others, each with readers of its own', async () => {
  const [one, two] = await Promise.all([start('First Reader'), start('Second Reader')]);
  expect(await listed(one)).toContain('First Reader 00 00');
  expect(await listed(one)).not.toContain('Second Reader');
  await one.kill();
  expect(await listed(two)).toContain('Second Reader 00 00');
});

it('shows a card to other programs', async () => {
  const pcscd = await start('First Reader');
  const atr = Buffer.from('3b80800101', 'hex');
  pcscd.readers[0]?.insert(new ScriptedCard(() => '6d00', atr));
  await expect.poll(() => listed(pcscd)).toMatch(/Yes\s+First Reader 00 00/);
});

it('leaves nothing behind, and does not mind being stopped twice', async () => {
  const pcscd = await start('First Reader');
  const folder = dirname(pcscd.env.PCSCLITE_CSOCK_NAME);
  expect(existsSync(pcscd.env.PCSCLITE_CSOCK_NAME)).toBe(true);
  await pcscd.stop();
  await pcscd.stop();
  expect(existsSync(folder)).toBe(false);
});
