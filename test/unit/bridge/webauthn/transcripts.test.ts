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
const input = Buffer.from('input').toString('base64url');

interface Scene {
  readonly model: VirtualKeyOptions;
  readonly play: (rig: Rig) => Promise<unknown>;
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
};

test.each(Object.entries(SCENES))('%s', async (name, { model, play }) => {
  const inner = new InProcessTransport();
  inner.insert(new VirtualKey(model));
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
