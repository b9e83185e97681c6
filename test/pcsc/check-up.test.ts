import { expect, it } from 'vitest';
import { json, pcscd, run } from './wardkey-process.ts';

it('tells a service that does not run, and one that does', async () => {
  const service = await pcscd();
  const causeOf = async () =>
    json(await run(service, ['check', '--card', '--offline', '--json']))['cause'];
  await expect.poll(causeOf).toBe('card-none');
  await service.stop();
  const { exitCode, out } = await run(service, ['check', '--card', '--offline']);
  expect(exitCode).toBe(5);
  expect(out).toMatch(/smartcard service of this computer is not (running|installed)/);
});
