import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { CARD_SERVICE_PROBE } from '../../../../../bridge/diagnosis/probes/card-service.ts';
import { runCheckUp } from '../../../../../bridge/diagnosis/run-check-up.ts';
import { SickMachine } from '../../../../rig/sick-machine.ts';

/** What the system says of the socket: to whom the tests run as, hardly anything is ever shut. */
let refusal: string | null;
beforeEach(() => {
  refusal = null;
});

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const access: typeof real.access = async (path, mode) => {
    if (refusal === null || !String(path).endsWith('/run/pcscd/pcscd.comm')) {
      return real.access(path, mode);
    }
    throw Object.assign(new Error(refusal), { code: refusal });
  };
  return { ...real, access };
});

async function found(): Promise<readonly string[]> {
  const sick = new SickMachine();
  onTestFinished(() => sick.end());
  sick.pcsc.state = 'stopped';
  sick.write('run/pcscd/pcscd.comm', '', 0o666);
  const { findings } = await runCheckUp(sick.machine(), {
    probes: [CARD_SERVICE_PROBE],
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  return findings.map(({ code }) => code);
}

test('a service whose socket is shut to the person is told as that', async () => {
  refusal = 'EACCES';
  expect(await found()).toEqual(['card-service-denied']);
});

test.each([null, 'ENOENT', 'EIO'])(
  'one whose socket is not shut does not run (%s)',
  async (code) => {
    refusal = code;
    expect(await found()).toEqual(['card-service-stopped']);
  },
);
