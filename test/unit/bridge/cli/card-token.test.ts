import { verify, X509Certificate } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import type { Token } from '../../../../bridge/smartcard/pkcs11/token-messages.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { InProcessReaders } from '../../../virtual/piv-card/in-process-reader.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey } from './wardkey.ts';

// A card that is no PIV card, and middleware that knows it: a script that signs with RSA as a
// module does, and takes one PIN.

const PIN = '4321';
const FILE = 'the text of a letter';
/** Of a card that has no applet that anybody asks for. */
const STRANGER: VirtualCard = {
  atr: Buffer.from('3b6500002063cb6800', 'hex'),
  reset: () => undefined,
  transmit: async () => Uint8Array.of(0x6a, 0x82),
};

useOwnHome();

let folder = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-token-'));
  writeFileSync(join(folder, 'letter'), FILE);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function middleware(pin: Token['pin'] = 'good') {
  const keys = await practiceKeys('rsa2048');
  const der = (slot: '9a' | '9c') => Buffer.from(keys[slot]?.certificate ?? []).toString('base64');
  const pem = (slot: '9a' | '9c') =>
    keys[slot]?.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? '';
  const token: Token = {
    slot: 7,
    reader: 'Test Reader',
    label: 'Staff card',
    serial: '12',
    pin,
    showsTries: true,
    hasPinPad: false,
    certificates: [
      { id: '45', der: der('9a') },
      { id: '46', der: 'MAA=' },
      { id: '47', der: der('9c') },
    ],
  };
  const path = join(folder, 'module.mjs');
  writeFileSync(
    path,
    `import { constants, privateEncrypt } from 'node:crypto';
    import { text } from 'node:stream/consumers';
    const keys = ${JSON.stringify({ 45: pem('9a'), 47: pem('9c') })};
    const asked = JSON.parse(await text(process.stdin));
    const answer = asked.ask === 'tokens'
      ? { answer: 'tokens', tokens: [${JSON.stringify(token)}] }
      : asked.pin !== '${PIN}'
        ? { answer: 'error', code: 'pin-wrong', facts: {} }
        : {
            answer: 'signature',
            signature: privateEncrypt(
              { key: keys[asked.id], padding: constants.RSA_PKCS1_PADDING },
              Buffer.from(asked.data, 'base64'),
            ).toString('base64'),
            loginMs: 1.25,
          };
    process.stdout.write(JSON.stringify(answer));`,
  );
  return { keys, place: { command: [process.execPath, path] as const, path: 'module.so' } };
}

async function run(
  args: readonly string[],
  place: Awaited<ReturnType<typeof middleware>>['place'] | null,
  ...entries: string[]
) {
  const path = join(folder, 'entries');
  writeFileSync(path, entries.map((entry) => `${entry}\n`).join(''));
  const fd = openSync(path, 'r');
  const transports = [new InProcessReaders(['Test Reader', STRANGER])];
  const typed = entries.length === 0 ? args : [...args, '--pin-fd', `${fd}`];
  try {
    return await wardkey(typed, { transports, middleware: place });
  } finally {
    closeSync(fd);
  }
}

function schemaOf(typed: string) {
  const command = COMMANDS.find(({ words }) => words.join(' ') === typed);
  return command === undefined ? {} : (outputSchema(command) ?? {});
}

describe('a card that only its middleware knows', () => {
  test('is told with its certificates, the unreadable one among them', async () => {
    const { place } = await middleware('low');
    const json = JSON.parse((await run(['card', 'info', '--json'], place)).out);
    expect(violations(schemaOf('card info'), json)).toEqual([]);
    expect(json).toMatchObject({
      piv: null,
      token: {
        label: 'Staff card',
        pin: 'low',
        certificates: [
          { slot: '45', purpose: 'authentication', state: 'good' },
          { slot: '46', problem: 'device-garbled' },
          { slot: '47', purpose: 'signing' },
        ],
      },
    });
    const { out } = await run(['card', 'info'], place);
    expect(out).toContain('which calls it Staff card');
    expect(out).toContain('A wrong PIN was typed');
    const certificates = JSON.parse((await run(['card', 'certificate', '--json'], place)).out);
    expect(violations(schemaOf('card certificate'), certificates)).toEqual([]);
    expect(certificates.certificates).toHaveLength(3);
  });

  test('is proved, and its PIN verified', async () => {
    const { place } = await middleware();
    const json = await run(['card', 'test', '--json'], place, PIN);
    const proof = JSON.parse(json.out);
    expect(violations(schemaOf('card test'), proof)).toEqual([]);
    expect(proof).toMatchObject({ works: true, keyType: 'RSA 2048' });
    expect(proof.steps).toHaveLength(5);
    expect((await run(['card', 'verify'], place, PIN)).exitCode).toBe(0);
    const wrong = await run(['card', 'verify'], place, '9999');
    expect(wrong.exitCode).toBe(8);
    expect(wrong.err).toContain('wrong');
  });

  test.each(['9c', '9a'] as const)('signs in the place of slot %s', async (slot) => {
    const { keys, place } = await middleware();
    const file = join(folder, 'letter');
    const { out } = await run(['card', 'sign', '--json', '--slot', slot, file], place, PIN);
    const result = JSON.parse(out);
    expect(violations(schemaOf('card sign'), result)).toEqual([]);
    const { publicKey } = new X509Certificate(keys[slot]?.certificate ?? new Uint8Array());
    const signature = Buffer.from(result.signature, 'base64url');
    expect(verify('sha256', Buffer.from(FILE), publicKey, signature)).toBe(true);
  });

  test('is not given the last try of its PIN without a yes', async () => {
    const { place } = await middleware('final-try');
    const refused = await run(['card', 'verify', '--json'], place, PIN);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'pin-last-try-unconfirmed' } });
    expect((await run(['card', 'verify', '--use-last-try'], place, PIN)).exitCode).toBe(0);
  });

  test('is unknown without its middleware', async () => {
    const { out } = await run(['card', 'test', '--json'], null, PIN);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'card-not-piv' } });
    const info = JSON.parse((await run(['card', 'info', '--json'], null)).out);
    expect(info).toMatchObject({ piv: null, token: null });
  });
});
