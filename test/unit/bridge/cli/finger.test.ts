import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

test('a script’s PIN is used once the key did not know the finger, which is told', async () => {
  const key = new VirtualKey({ pin: '271828', builtInVerification: { enrolled: true } });
  const { presence, verification } = key;
  if (verification === undefined) throw new Error('the key has no reader');
  verification.finger = 'unknown';
  presence.mode = 'wait';
  presence.onAwaited(() => setTimeout(() => presence.touch()));
  const transport = new InProcessTransport();
  transport.insert(key);
  const file = join(process.env['HOME'] ?? '', 'pin');
  writeFileSync(file, '271828\n');
  const pinFd = String(openSync(file, 'r'));
  const { exitCode, err } = await wardkey(['credentials', 'list', '--pin-fd', pinFd], {
    transports: [transport],
  });
  expect(exitCode).toBe(0);
  expect(err).toContain('Put a finger on your key that it knows');
  expect(err).toContain('The key did not know that finger.');
});

test('how many times are left is not lost to what a key says while it waits for the finger', async () => {
  const key = new VirtualKey({ pin: '271828', builtInVerification: { enrolled: false } });
  key.presence.mode = 'wait';
  key.presence.onAwaited(() => setTimeout(() => key.presence.touch()));
  const transport = new InProcessTransport();
  transport.insert(key);
  const file = join(process.env['HOME'] ?? '', 'pin');
  writeFileSync(file, '271828\n');
  const pinFd = String(openSync(file, 'r'));
  const { exitCode, err } = await wardkey(['fingerprints', 'add', '--pin-fd', pinFd], {
    transports: [transport],
  });
  expect(exitCode).toBe(0);
  expect(err.trimEnd().split('\n')).toEqual([
    'Put your finger on the key, then lift it.',
    'That was good.',
    'Put your finger on the key, then lift it. Times left: 2',
    'That was good.',
    'Put your finger on the key, then lift it. Times left: 1',
    'That was good.',
  ]);
});
