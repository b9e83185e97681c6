import { expect, test } from 'vitest';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { Rig, warm } from '../../../rig/rig.ts';
import { Transcript } from '../../../transcripts/transcript.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

/** What goes over the wire when a page asks to recognise the single key. */
async function wireWith(model: VirtualKeyOptions, attestation: string): Promise<string> {
  const inner = new InProcessTransport();
  inner.insert(new VirtualKey(model));
  const transcript = new Transcript(inner);
  const rig = new Rig(transcript);
  await warm(rig.keys);
  transcript.take();
  const made = await rig.create({ attestation });
  // Where it is not granted, the attestation of the model comes as to any page that asks (§5.1.3).
  expect((await verifyRegistration(made)).registrationInfo?.fmt).toBe('packed');
  return transcript.take();
}

const ON = { enterpriseAttestation: true, enterpriseRpIds: ['login.microsoft.com'] };

test('the key is asked where its owner has switched it on, and grants it to the RPs it knows', async () => {
  const granted = await wireWith(ON, 'enterprise');
  expect(granted).toMatch(/^=> 01 .*10: 1\}$/m);
  expect(granted).toMatch(/^<= 00 .*4: true\}$/m);
  const elsewhere = await wireWith({ ...ON, enterpriseRpIds: ['a.example'] }, 'enterprise');
  expect(elsewhere).toMatch(/^=> 01 .*10: 1\}$/m);
  expect(elsewhere).not.toMatch(/^<= 00 .*4: true/m);
});

test.each([
  ['a page that asks for less', ON, 'direct'],
  ['a key that has it switched off', PERSONALITIES['ctap-2.3'], 'enterprise'],
  ['a key that has no such thing', {}, 'enterprise'],
])('the key is not asked for %s', async (_why, model, attestation) => {
  expect(await wireWith(model, attestation)).not.toMatch(/10: 1\}$/m);
});
