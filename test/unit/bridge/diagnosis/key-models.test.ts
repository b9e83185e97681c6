import { expect, test } from 'vitest';
import { deviceProbes } from '../../../../bridge/diagnosis/probe-sets.ts';
import { runCheckUp } from '../../../../bridge/diagnosis/run-check-up.ts';
import type { KeyModelSetting } from '../../../../shared/settings/key-model-settings.ts';
import { SickMachine } from '../../../rig/sick-machine.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const OURS = 'B3C1D9F0-5A7E-4C2F-9D1E-77617264AB01';
const OTHER = 'ee882879-721c-4913-9775-3dfcce97072a';

async function findingsUnder(keyModels: readonly KeyModelSetting[]) {
  const sick = new SickMachine();
  sick.keyModels = keyModels;
  sick.usb.insert(new VirtualKey({ pin: '4321' }), { name: 'Practice Key' });
  try {
    const { findings } = await runCheckUp(sick.machine(), {
      probes: deviceProbes('key'),
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    return findings;
  } finally {
    await sick.end();
  }
}

test('an approved model goes by the name that the organisation gives it', async () => {
  const findings = await findingsUnder([{ aaguid: OURS, name: 'Blue key' }]);
  expect(findings).toContainEqual({ code: 'key-seen', facts: { model: 'Blue key' } });
  expect(findings.map(({ code }) => code)).not.toContain('model-not-allowed');
});

test('where others are approved, it is not allowed, whatever it is called', async () => {
  const findings = await findingsUnder([
    { aaguid: OTHER },
    { aaguid: OURS, name: 'Old key', use: 'known' },
  ]);
  expect(findings).toContainEqual({ code: 'model-not-allowed', facts: { model: 'Old key' } });
});

test('names alone allow all', async () => {
  const findings = await findingsUnder([{ aaguid: OTHER, name: 'Key 5', use: 'known' }]);
  expect(findings.map(({ code }) => code)).not.toContain('model-not-allowed');
  expect(findings).toContainEqual({ code: 'key-seen', facts: { model: 'Practice Key' } });
});
