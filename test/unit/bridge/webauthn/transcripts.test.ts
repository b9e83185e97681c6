import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { listOf, Rig } from '../../../rig/rig.ts';
import { warm } from '../../../rig/warm.ts';
import { Transcript } from '../../../transcripts/transcript.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

// Every ceremony over the wire, as readable files: what is sent, in which order, and nothing else.

const PIN = '271828';
const RESIDENT = { residentKey: 'required', userVerification: 'preferred' };
const APP_ID = 'https://login.microsoft.com/app-id.json';
const input = Buffer.from('input').toString('base64url');

interface Scene {
  readonly model: VirtualKeyOptions;
  readonly play: (rig: Rig) => Promise<unknown>;
  readonly awaitsTouch?: boolean;
}

async function registerAndSignIn(rig: Rig): Promise<void> {
  const made = await rig.create();
  await rig.get({ allowCredentials: listOf(made.id) });
}

async function storeBlob(rig: Rig): Promise<void> {
  const made = await rig.create({
    authenticatorSelection: RESIDENT,
    extensions: { largeBlob: { support: 'required' } },
  });
  const allowCredentials = listOf(made.id);
  await rig.get({ allowCredentials, extensions: { largeBlob: { write: input } } });
  await rig.get({ allowCredentials, extensions: { largeBlob: { read: true } } });
}

const SCENES: Readonly<Record<string, Scene>> = {
  'ctap-2.1-with-pin': { model: { pin: PIN }, play: registerAndSignIn },
  'ctap-2.1-without-pin': { model: {}, play: registerAndSignIn },
  'ctap-2.0-with-pin': {
    model: { ...PERSONALITIES['ctap-2.0'], pin: PIN },
    play: registerAndSignIn,
  },
  'u2f-only': { model: PERSONALITIES['u2f-only'], play: registerAndSignIn },
  fingerprint: {
    model: { pin: PIN, builtInVerification: { enrolled: true } },
    play: registerAndSignIn,
  },
  'stored-accounts': {
    model: { pin: PIN },
    async play(rig) {
      for (const name of ['one', 'two']) {
        const user = { id: Buffer.from(name).toString('base64url'), name, displayName: name };
        await rig.create({ user, authenticatorSelection: RESIDENT });
      }
      await rig.get();
    },
  },
  'excluded-among-many': {
    model: { pin: PIN, maxCredentialCountInList: 2 },
    async play(rig) {
      const made = await rig.create();
      const ids = [1, 2, 3].map((fill) => Buffer.alloc(48, fill));
      await rig.create({ excludeCredentials: listOf(...ids, made.id) }).catch(() => {});
    },
  },
  prf: {
    model: { ...PERSONALITIES['ctap-2.3'], pin: PIN },
    async play(rig) {
      const prf = { eval: { first: input } };
      const made = await rig.create({ extensions: { prf } });
      await rig.get({ allowCredentials: listOf(made.id), extensions: { prf } });
    },
  },
  'large-blob': { model: { pin: PIN }, play: storeBlob },
  'ctap-2.3-with-pin': {
    model: { ...PERSONALITIES['ctap-2.3'], pin: PIN },
    play: registerAndSignIn,
  },
  'always-uv': { model: { ...PERSONALITIES['always-uv'], pin: PIN }, play: registerAndSignIn },
  'pin-wrong-once': {
    model: { pin: PIN },
    async play(rig) {
      const pins = ['314159', PIN];
      rig.person.answerPin = () => pins.shift() ?? '';
      await rig.create();
    },
  },
  'pin-first': {
    model: {},
    async play(rig) {
      rig.person.answerNewPin = () => ({ newPin: PIN, lastTryAgreed: false });
      await rig.create({ authenticatorSelection: { userVerification: 'required' } });
    },
  },
  'pin-change-forced': {
    model: { pin: '4711', forcePinChange: true, minPinLength: 4 },
    async play(rig) {
      rig.person.answerNewPin = () => ({ currentPin: '4711', newPin: PIN, lastTryAgreed: false });
      await rig.create();
    },
  },
  'protected-with-data': {
    model: { pin: PIN, minPinLengthRpIds: ['login.microsoft.com'] },
    async play(rig) {
      await rig.create({
        authenticatorSelection: RESIDENT,
        extensions: {
          credentialProtectionPolicy: 'userVerificationRequired',
          credBlob: input,
          minPinLength: true,
          credProps: true,
        },
      });
      await rig.get({ extensions: { getCredBlob: true } });
    },
  },
  'app-id': {
    model: PERSONALITIES['ctap-2.0-and-u2f'],
    async play(rig) {
      const ids = [1, 2].map((fill) => Buffer.alloc(64, fill));
      const extensions = { appid: APP_ID, appidExclude: APP_ID };
      await rig.create({ excludeCredentials: listOf(...ids), extensions });
      await rig.get({ allowCredentials: listOf(...ids), extensions }).catch(() => {});
    },
  },
  'given-up': {
    model: { pin: PIN },
    async play(rig) {
      rig.person.onNotice = ({ type }) => {
        if (type === 'touch') rig.stop.abort();
      };
      await rig.create().catch(() => {});
    },
    awaitsTouch: true,
  },
};

test.each(Object.entries(SCENES))('%s', async (name, { model, play, awaitsTouch = false }) => {
  const inner = new InProcessTransport();
  const key = new VirtualKey(model);
  if (awaitsTouch) key.presence.mode = 'wait';
  inner.insert(key);
  const transcript = new Transcript(inner);
  const rig = new Rig(transcript);
  rig.person.answerPin = () => PIN;
  rig.person.answerAccount = () => 0;
  await warm(rig.keys);
  // getInfo, which every key is asked when it comes.
  transcript.take();
  await play(rig);
  const file = fileURLToPath(new URL(`../../../transcripts/${name}.txt`, import.meta.url));
  await expect(transcript.take()).toMatchFileSnapshot(file);
});
