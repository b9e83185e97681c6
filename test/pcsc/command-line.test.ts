import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { muteUntilPulled, ScriptedCard } from './scripted-card.ts';

const WARDKEY = fileURLToPath(new URL('../../bridge/main.ts', import.meta.url));

async function pcscd(): Promise<PrivatePcscd> {
  const started = await PrivatePcscd.start({ readers: ['Wardkey Test Reader'] });
  onTestFinished(() => started.stop());
  return started;
}

function wardkey({ env }: PrivatePcscd, ...args: string[]) {
  const child = spawn(process.execPath, [WARDKEY, ...args], {
    env: { PATH: '', LC_ALL: 'C.UTF-8', ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended: once(child, 'exit') };
}

it('ends in time, with its own exit code, beside a card that never answers', async () => {
  const service = await pcscd();
  await service.readers[0]?.insert(new ScriptedCard((_apdu, signal) => muteUntilPulled(signal)));
  const { child, ended } = wardkey(service, 'key', 'info');
  const [told, [exitCode]] = await Promise.all([text(child.stderr), ended]);
  expect(told).toContain('does not answer');
  expect(exitCode).toBe(4);
});

it('ends quietly when nobody reads what it writes', async () => {
  const service = await pcscd();
  await service.readers[0]?.insert(new FidoApplet(new VirtualKey()));
  const { child, ended } = wardkey(service, 'devices');
  child.stdout.destroy();
  const [told, [exitCode]] = await Promise.all([text(child.stderr), ended]);
  expect(told).toBe('');
  expect(exitCode).toBe(141);
});
