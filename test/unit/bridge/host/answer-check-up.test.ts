import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerCheckUp } from '../../../../bridge/host/answer-check-up.ts';
import type { AskedPortal } from '../../../../shared/portals/asked-portals.ts';
import { CheckUpWish } from '../../../../shared/rpc/check-up.ts';
import * as v from '../../../../shared/schema/schema.ts';
import { healthyMachine } from '../../../faults/healthy-machine.ts';
import { LabNetwork } from '../../../faults/lab-network.ts';

let network: LabNetwork;
beforeAll(async () => {
  network = await LabNetwork.open();
});
afterAll(() => network.close());

/** Which hosts are asked in a check-up. */
async function askedBy(wanted: 'key' | 'card' | 'either', portal?: AskedPortal) {
  const sick = healthyMachine(network, 'key');
  const asked = new Set<string>();
  const { addressOf } = sick.network;
  sick.network = {
    ...sick.network,
    addressOf: (host) => {
      asked.add(host);
      return addressOf(host);
    },
  };
  try {
    const wish = { wanted, ...(portal === undefined ? {} : { portal }) };
    await answerCheckUp(sick.machine(), wish, new AbortController().signal, () => {});
    return [...asked];
  } finally {
    await sick.end();
  }
}

test.each([
  ['key', undefined, 'portal.nhs.net'],
  ['either', undefined, 'portal.nhs.net'],
  ['card', undefined, 'am.nhsidentity.spineservices.nhs.uk'],
  ['card', 'cis2-int', 'am.nhsint.auth-ptl.cis2.spineservices.nhs.uk'],
  ['card', 'entra', 'login.microsoftonline.com'],
  ['key', 'other', 'portal.nhs.net'],
] as const)('for a %s at %s it asks %s, and nobody else', async (wanted, portal, host) => {
  expect(await askedBy(wanted, portal)).toEqual([host]);
});

test.each(['portal.nhs.net', 'evil.example', '', 'toString'])(
  'a wish with %j in the place of a portal is none',
  (portal) => {
    expect(v.safeParse(CheckUpWish, { wanted: 'key', portal }).success).toBe(false);
  },
);
