import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Transcript } from '../../../transcripts/transcript.ts';
import type { VirtualKeyOptions } from '../../../virtual/key-options.ts';
import { descriptorOf, PIN, stockedKey } from './stocked-key.ts';
import { useOwnHome, wardkey } from './wardkey.ts';

// What the commands that manage a key say to it, as readable files.

useOwnHome();

const NEW_PIN = '86420';

interface Scene {
  readonly model?: VirtualKeyOptions;
  /** What is typed, with the lines that it reads; `ID` stands for the sign-in, `FILE` for some data. */
  readonly typed: readonly (readonly [command: string, ...lines: string[]])[];
}

const CREDENTIALS: Scene['typed'] = [
  ['credentials list', PIN],
  ['credentials rename ID --display-name Doctor', PIN],
  ['credentials delete ID --yes', PIN],
];

const FINGERS: Scene['typed'] = [
  ['fingerprints add --name Thumb', PIN],
  ['fingerprints list', PIN],
  ['fingerprints rename thumb Finger', PIN],
  ['fingerprints delete finger --yes', PIN],
];

const SCENES: Readonly<Record<string, Scene>> = {
  'manage-pin': { typed: [['pin change', PIN, NEW_PIN]] },
  'manage-credentials': { typed: CREDENTIALS },
  'manage-credentials-preview': {
    model: { credentialManagement: 'preview' },
    // Names came with CTAP 2.1.
    typed: CREDENTIALS.filter(([command]) => !command.includes('rename')),
  },
  'manage-fingerprints': { typed: FINGERS },
  'manage-fingerprints-preview': { model: { bioEnrollment: 'preview' }, typed: FINGERS },
  'manage-settings': {
    typed: [
      ['config always-uv on', PIN],
      ['config min-pin-length 4 --rp-id portal.example', PIN],
      ['config enterprise-attestation --yes', PIN],
      ['config long-touch --yes', PIN],
      ['config force-pin-change', PIN],
    ],
  },
  'manage-data': {
    typed: [
      ['blobs set ID FILE', PIN],
      ['blobs list', PIN],
      ['blobs get ID', PIN],
      ['blobs delete ID --yes', PIN],
    ],
  },
  touch: { typed: [['touch']] },
};

test.each(Object.entries(SCENES))('%s', async (name, { model, typed }) => {
  const { transport, credentialId } = await stockedKey(model);
  const transcript = new Transcript(transport);
  const places: Record<string, string> = { ID: credentialId, FILE: descriptorOf('data').path };
  let told = '';
  for (const [command, ...lines] of typed) {
    const words = command.split(' ').map((word) => places[word] ?? word);
    const given = lines.length === 0 ? [] : ['--pin-fd', descriptorOf(...lines).fd];
    const { exitCode, err } = await wardkey([...words, ...given], { transports: [transcript] });
    expect(exitCode, err).toBe(0);
    told += `# wardkey ${command}\n${transcript.take()}`;
  }
  const file = fileURLToPath(new URL(`../../../transcripts/${name}.txt`, import.meta.url));
  await expect(told).toMatchFileSnapshot(file);
});
