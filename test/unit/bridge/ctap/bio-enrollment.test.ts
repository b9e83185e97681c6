import { describe, expect, test } from 'vitest';
import { BioEnrollment } from '../../../../bridge/ctap/bio-enrollment.ts';
import { PERMISSION } from '../../../../bridge/ctap/pin-uv-auth-token.ts';
import { PIN, Workbench } from './managed-key.ts';
import { codeOf } from './scripted-transport.ts';

const TIMEOUT_MS = 10_000;

async function withReader(bioEnrollment: 'full' | 'preview', enrolled = false) {
  const model = { pin: PIN, bioEnrollment, builtInVerification: { enrolled } };
  const bench = await Workbench.with(model);
  return { bench, bio: new BioEnrollment(await bench.managed(PERMISSION.be)) };
}

describe.each(['full', 'preview'] as const)('%s command', (command) => {
  test('enrols a finger sample by sample, and it counts', async () => {
    const { bench, bio } = await withReader(command);
    expect(await bio.enumerate()).toEqual([]);
    expect(await bio.getSensorInfo()).toEqual({ kind: 'touch', maxSamples: 3, maxNameLength: 64 });
    bench.key.verification?.fingerprints.nextSamples.push(0x00, 0x07, 0x20);
    const { templateId, ...first } = await bio.begin(TIMEOUT_MS);
    expect(first).toEqual({ status: 'good', remaining: 2 });
    const poor = await bio.captureNext(templateId, TIMEOUT_MS);
    expect(poor).toEqual({ status: 'poor-quality', remaining: 2 });
    const odd = await bio.captureNext(templateId, TIMEOUT_MS);
    expect(odd).toEqual({ status: 'unknown', remaining: 2 });
    await bio.captureNext(templateId, TIMEOUT_MS);
    const last = await bio.captureNext(templateId, TIMEOUT_MS);
    expect(last).toEqual({ status: 'good', remaining: 0 });
    expect((await bench.info()).options.get(command === 'full' ? 'bioEnroll' : 'uv')).toBe(true);
    await bio.setName(templateId, 'Left thumb');
    expect(await bio.enumerate()).toEqual([{ templateId, name: 'Left thumb' }]);
    await bio.remove(templateId);
    expect(await bio.enumerate()).toEqual([]);
  });

  test('gives an enrolment up', async () => {
    const { bio } = await withReader(command);
    const { templateId } = await bio.begin(TIMEOUT_MS);
    await bio.cancel();
    expect(await codeOf(() => bio.captureNext(templateId, TIMEOUT_MS))).toBe('item-unknown');
    expect(await bio.enumerate()).toEqual([]);
  });
});

test('a full reader says so', async () => {
  const { bio } = await withReader('full', true);
  for (let finger = 0; finger < 4; finger += 1) {
    const { templateId } = await bio.begin(TIMEOUT_MS);
    await bio.captureNext(templateId, TIMEOUT_MS);
    await bio.captureNext(templateId, TIMEOUT_MS);
  }
  expect(await codeOf(() => bio.begin(TIMEOUT_MS))).toBe('fingerprint-storage-full');
});

test('a key without a reader is not asked', async () => {
  const bench = await Workbench.with({ pin: PIN });
  const managed = await bench.managed(0);
  expect(await codeOf(() => new BioEnrollment(managed))).toBe('key-lacks-command');
});
