import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { json, pcscdWithKey, run } from '../pcsc/wardkey-process.ts';

// The same key on the same reader, by `wardkey` and by ykman, one after the other.

const READER = 'Wardkey Test Reader 00 00';
const PIN = '4321';
const NEW_PIN = '86420';

it('wardkey and ykman see the same key, and each takes what the other did', async () => {
  const { service, key } = await pcscdWithKey({ pin: PIN });
  const ykman = async (...args: readonly string[]): Promise<string> => {
    const env = { ...service.env, PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/nonexistent' };
    const all = ['--reader', READER, 'fido', ...args];
    return (await promisify(execFile)('ykman', all, { env, timeout: 20_000 })).stdout;
  };
  const wardkey = async (input: string, ...args: readonly string[]) =>
    json(await run(service, [...args, '--json'], input));

  expect(await ykman('info')).toContain('PIN is set, with 8 attempt(s) remaining.');
  expect(await wardkey('', 'key', 'info')).toMatchObject({
    info: { options: { clientPin: true } },
  });
  await wardkey(`${PIN}\n`, 'register', '--resident', '--pin-fd', '0');
  expect(await ykman('credentials', 'list', '--pin', PIN)).toContain('wardkey.invalid');

  await ykman('access', 'change-pin', '--pin', PIN, '--new-pin', NEW_PIN);
  const wrong = await wardkey(`${PIN}\n`, 'credentials', 'list', '--pin-fd', '0');
  expect(wrong).toMatchObject({ error: { code: 'pin-wrong' } });
  expect(await ykman('info')).toContain('PIN is set, with 7 attempt(s) remaining.');
  const listed = await wardkey(`${NEW_PIN}\n`, 'credentials', 'list', '--pin-fd', '0');
  expect(listed['credentials']).toHaveLength(1);

  await wardkey(`${NEW_PIN}\n${PIN}\n`, 'pin', 'change', '--pin-fd', '0');
  const [credential] = key.credentials;
  const id = Buffer.from(credential?.id ?? '').toString('hex');
  await wardkey(`${PIN}\n`, 'credentials', 'delete', id, '--yes', '--pin-fd', '0');
  expect(await ykman('credentials', 'list', '--pin', PIN)).not.toContain('wardkey.invalid');
});
