import { expect, test } from 'vitest';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { CALLER, clientOver, creationOptions, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { Transcript } from '../../../transcripts/transcript.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

/** What goes over the wire when a page asks to recognise the single key. */
async function wireWith(
  model: VirtualKeyOptions,
  attestation: string,
  enterpriseRpIds: readonly string[] = [],
): Promise<string> {
  const inner = new InProcessTransport();
  inner.insert(new VirtualKey(model));
  const transcript = new Transcript(inner);
  const rig = new Rig(transcript);
  await warm(rig.keys);
  transcript.take();
  const client = clientOver(rig.keys, { enterpriseRpIds });
  const options = creationOptions({ attestation });
  const made = await client.create(CALLER, options, rig.person, rig.stop.signal);
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

test('the key is told where the administrator vouches for the RP, and grants it to that one alone', async () => {
  const unlisted = { enterpriseAttestation: true };
  const vouched = await wireWith(unlisted, 'enterprise', ['login.microsoft.com']);
  expect(vouched).toMatch(/^=> 01 .*10: 2\}$/m);
  expect(vouched).toMatch(/^<= 00 .*4: true\}$/m);
  for (const rpId of ['microsoft.com', 'a.login.microsoft.com']) {
    const other = await wireWith(unlisted, 'enterprise', [rpId]);
    expect(other).toMatch(/^=> 01 .*10: 1\}$/m);
    expect(other).not.toMatch(/^<= 00 .*4: true/m);
  }
});

test('the administrator’s word alone asks nothing of a key: the page must ask, and the key have it on', async () => {
  const list = ['login.microsoft.com'];
  expect(await wireWith(ON, 'direct', list)).not.toMatch(/10: [12]\}$/m);
  expect(await wireWith({}, 'enterprise', list)).not.toMatch(/10: [12]\}$/m);
});

test.each([
  ['a page that asks for less', ON, 'direct'],
  ['a key that has it switched off', PERSONALITIES['ctap-2.3'], 'enterprise'],
  ['a key that has no such thing', {}, 'enterprise'],
])('the key is not asked for %s', async (_why, model, attestation) => {
  expect(await wireWith(model, attestation)).not.toMatch(/10: 1\}$/m);
});
