import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONNECTION_WRONG } from '../../../../bridge/cli/exit-codes.ts';
import { NAMED_PORTALS } from '../../../../shared/portals/asked-portals.ts';
import { healthyMachine, putCard } from '../../../faults/healthy-machine.ts';
import type { SickMachine } from '../../../rig/sick-machine.ts';
import { UNUSED_NETWORK } from '../../../rig/unused-network.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

let sick: SickMachine;
/** Hosts whose addresses were asked for. */
let asked: string[];

beforeEach(async () => {
  asked = [];
  const addressOf = (host: string) => {
    asked.push(host);
    return Promise.reject(new RangeError('ENOTFOUND'));
  };
  sick = healthyMachine({ with: () => ({ ...UNUSED_NETWORK, addressOf }) }, 'either');
  await putCard(sick);
});
afterEach(() => sick.end());

async function check(...args: readonly string[]) {
  const { out, err, exitCode } = await wardkey(['check', '--json', ...args], {
    seen: sick.machine(),
  });
  return { ...JSON.parse(out), err, exitCode };
}

test.each([
  [['--card'], 'am.nhsidentity.spineservices.nhs.uk'],
  [['--key'], 'portal.nhs.net'],
  [[], 'portal.nhs.net'],
  [['--card', '--portal', 'entra-certificates'], 'certauth.login.microsoftonline.com'],
  [['--key', '--portal', ' CIS2-dev '], 'am.nhsdev.auth-ptl.cis2.spineservices.nhs.uk'],
])(
  '%j asks one host, and where nothing else is wrong, its silence is what is wrong',
  async (args, host) => {
    const report = await check(...args);
    expect(asked).toEqual([host]);
    expect(report).toMatchObject({ cause: 'name-unknown', exitCode: CONNECTION_WRONG });
    expect(report.findings).toContainEqual({ code: 'name-unknown', facts: { host } });
  },
);

test('off-line nobody is asked', async () => {
  expect(await check('--card', '--offline')).toMatchObject({ outcome: 'well', exitCode: 0 });
  expect(asked).toEqual([]);
});

test('a portal that nobody named is not put before what is wrong with the card', async () => {
  await putCard(sick, { tries: 0 });
  const offline = await check('--card', '--offline');
  expect(offline.cause).toBe('card-pin-locked');
  const { cause, others, exitCode } = await check('--card');
  expect({ cause, others, exitCode }).toEqual({
    cause: 'card-pin-locked',
    others: ['name-unknown'],
    exitCode: offline.exitCode,
  });
});

test('a portal that was named comes first', async () => {
  await putCard(sick, { tries: 0 });
  const { cause, others } = await check('--card', '--portal', 'entra-certificates');
  expect({ cause, others }).toEqual({ cause: 'name-unknown', others: ['card-pin-locked'] });
});

test('a portal that is not in the catalogue is told with those that are, and nobody is asked', async () => {
  for (const name of ['nowhere', 'other', 'portal.nhs.net']) {
    const { error, exitCode } = await check('--portal', name);
    expect({ error, exitCode }).toMatchObject({
      error: { code: 'usage', facts: { value: name, allowed: NAMED_PORTALS.join(', ') } },
      exitCode: 2,
    });
  }
  expect(asked).toEqual([]);
});
