import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { WebAuthnCredential } from '@simplewebauthn/server';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemPcscLibrary } from '../../bridge/transport/pcsc/koffi-pcsc-library.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import { type PcscStage, stagePcsc } from '../pcsc/transport-record.ts';
import { registered, verifyAuthentication } from '../rig/relying-party.ts';
import { CALLER, listOf, Rig } from '../rig/rig.ts';
import { warm } from '../rig/warm.ts';
import { FidoApplet } from '../virtual/fido-applet.ts';
import { PERSONALITIES, type Personality } from '../virtual/personalities.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';

// Each model of key serves two clients that share no code: what one of them registered, the other
// signs in with.

const READER = 'Wardkey Shared Reader';
const PYTHON = '/usr/bin/python3';
const CLIENT = fileURLToPath(new URL('../pcsc/independent_sign_in.py', import.meta.url));
const PIN = '271828';
const TIMEOUT_MS = 60_000;

const Found = v.object({ credentialId: v.string() });

let stage: PcscStage;

beforeAll(async () => {
  stage = await stagePcsc(READER);
});
afterAll(() => stage.strike());

/** @returns the ID of a credential that the other client made, once it has signed in with both */
async function signInElsewhere(pin: string | undefined, ours: WebAuthnCredential) {
  const env = {
    ...stage.pcscd.env,
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
    HOME: '/nonexistent',
  };
  const client = spawn(PYTHON, [CLIENT], { env, timeout: TIMEOUT_MS });
  const { origin } = CALLER;
  const credentialId = Buffer.from(ours.id, 'base64url').toString('hex');
  const publicKey = Buffer.from(ours.publicKey).toString('hex');
  const rpId = 'login.microsoft.com';
  const wanted = { reader: READER, origin, rpId, pin, credentialId, publicKey };
  client.stdin.end(JSON.stringify(wanted));
  const [out, trouble] = await Promise.all([text(client.stdout), text(client.stderr)]);
  if (out === '') throw new Error(`python3-fido2: ${trouble}`);
  return Buffer.from(v.parse(Found, JSON.parse(out)).credentialId, 'hex');
}

const MODELS = Object.keys(PERSONALITIES).filter((name): name is Personality => {
  return name in PERSONALITIES;
});

it.each(MODELS)('%s', async (name) => {
  const pin = name === 'u2f-only' ? undefined : PIN;
  const model = PERSONALITIES[name];
  await stage.clear();
  stage.reader.insert(
    new FidoApplet(new VirtualKey(pin === undefined ? model : { ...model, pin })),
  );
  const rig = new Rig(new PcscTransport(systemPcscLibrary()));
  rig.person.answerPin = () => PIN;
  await expect.poll(() => rig.keys.list.devices).toHaveLength(1);
  await warm(rig.keys);
  const made = await rig.create({ attestation: 'direct' });
  const ours = await registered(made);
  const theirs = await signInElsewhere(pin, ours);
  const byTheirs = await rig.get({ allowCredentials: listOf(theirs) });
  expect(byTheirs.id).toBe(theirs.toString('base64url'));
  const byOurs = await rig.get({ allowCredentials: listOf(made.id) });
  expect((await verifyAuthentication(byOurs, ours)).verified).toBe(true);
});
