import { constants, verify, X509Certificate } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { InProcessReaders } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import { inDays, practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';
import type { KeyAlgorithm } from '../../../virtual/piv-card/private-key-operation.ts';
import { slowToSign } from '../smartcard/piv/piv-stage.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey } from './wardkey.ts';

const PIN = '271828';
const PUK = '12345678';
const FILE = 'the text of a letter';

useOwnHome();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-card-'));
  writeFileSync(join(folder, 'letter'), FILE);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command on a card, with lines for the PIN descriptor. */
async function run(card: VirtualCard, args: readonly string[], ...entries: string[]) {
  const path = join(folder, 'entries');
  writeFileSync(path, entries.map((entry) => `${entry}\n`).join(''));
  const fd = openSync(path, 'r');
  try {
    const transports = [new InProcessReaders(['Test Reader', card])];
    return await wardkey([...args, '--pin-fd', `${fd}`], { transports });
  } finally {
    closeSync(fd);
  }
}

function schemaOf(typed: string) {
  const command = COMMANDS.find(({ words }) => words.join(' ') === typed);
  return command === undefined ? {} : (outputSchema(command) ?? {});
}

describe('card test', () => {
  test.each<KeyAlgorithm>(['rsa2048', 'p384'])('proves a card with %s', async (algorithm) => {
    const card = new PivCard({ pin: PIN, keys: await practiceKeys(algorithm) });
    const json = await run(card, ['card', 'test', '--json'], PIN);
    const printed = JSON.parse(json.out);
    expect(violations(schemaOf('card test'), printed)).toEqual([]);
    expect(printed).toMatchObject({ works: true, state: 'good' });
    expect(printed.steps.map(({ step }: { step: string }) => step)).toEqual([
      'certificate',
      'validity',
      'pin',
      'signature',
      'match',
    ]);
    const { exitCode, out } = await run(card, ['card', 'test'], PIN);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Signature fits the certificate +passed +\d/);
    expect(out).toContain('The card works.');
  });

  test('a card that takes long may want a touch, which is no part of the output', async () => {
    const card = slowToSign(new PivCard({ pin: PIN, keys: await practiceKeys('p256') }));
    const { exitCode, out, err } = await run(card, ['card', 'test'], PIN);
    expect(exitCode).toBe(0);
    expect(err).toContain('Touch its button if it blinks.');
    expect(out).not.toContain('blinks');
  });

  test('a certificate that has ended does not pass', async () => {
    const keys = await practiceKeys('p256', { notAfter: inDays(-3) });
    const { exitCode, out } = await run(new PivCard({ pin: PIN, keys }), ['card', 'test'], PIN);
    expect(exitCode).toBe(11);
    expect(out).toMatch(/Certificate in force +FAILED/);
    expect(out).toContain('did not pass every check');
  });

  test('a key that is not the certificate’s does not pass', async () => {
    const [mine, other] = [await practiceKeys('p256'), await practiceKeys('p256')];
    const { certificate = new Uint8Array() } = other['9a'] ?? {};
    const keys = { ...mine, ...(mine['9a'] && { '9a': { ...mine['9a'], certificate } }) };
    const card = new PivCard({ pin: PIN, keys });
    const { exitCode, out } = await run(card, ['card', 'test', '--json'], PIN);
    expect(exitCode).toBe(11);
    const { works, steps } = JSON.parse(out);
    expect(works).toBe(false);
    expect(steps.at(-1)).toMatchObject({ step: 'match', passed: false });
    const signed = await run(card, ['card', 'sign', '--slot', '9a', join(folder, 'letter')], PIN);
    expect(signed).toMatchObject({ exitCode: 11, out: '' });
  });

  test('a card without a certificate to sign in with is told before the PIN is read', async () => {
    const card = new PivCard({ pin: PIN });
    const { exitCode, err } = await run(card, ['card', 'test']);
    expect(exitCode).toBe(9);
    expect(err).toContain('slot 9a');
    expect(card.applet.pin.given).toBe(0);
  });
});

describe('card verify', () => {
  test('a script’s PIN is tried once, and what is wrong with it is told', async () => {
    const card = new PivCard({ pin: PIN });
    expect((await run(card, ['card', 'verify'], PIN)).out).toContain('The PIN is right.');
    const wrong = await run(card, ['card', 'verify'], '111111', PIN);
    expect(wrong).toMatchObject({ exitCode: 8, out: '' });
    expect(wrong.err).toContain('Tries left: 2');
    expect(card.applet.pin.tries).toBe(2);
    const short = await run(card, ['card', 'verify', '--json'], '1234', PIN);
    expect(JSON.parse(short.out)).toMatchObject({
      error: { code: 'card-pin-short' },
    });
    expect(card.applet.pin.tries).toBe(2);
  });

  test('the last try needs the option for it', async () => {
    const card = new PivCard({ pin: PIN });
    for (const wrong of ['1', '2']) card.applet.pin.verify(Buffer.from(wrong));
    const refused = await run(card, ['card', 'verify', '--json'], PIN);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'pin-last-try-unconfirmed' } });
    expect(card.applet.pin.tries).toBe(1);
    expect((await run(card, ['card', 'verify', '--use-last-try'], PIN)).exitCode).toBe(0);
    expect(card.applet.pin.tries).toBe(3);
  });

  test('of several cards the one that is meant has to be named', async () => {
    const transports = [new InProcessReaders(['First', new PivCard()], ['Second', new PivCard()])];
    const { exitCode, err } = await wardkey(['card', 'verify'], { transports });
    expect(exitCode).toBe(2);
    expect(err).toContain('Second');
  });

  test('a card without PIV is told so', async () => {
    const card = {
      atr: Uint8Array.of(0x3b, 0),
      reset: () => {},
      transmit: async () => Uint8Array.of(0x6d, 0),
    };
    const transports = [new InProcessReaders(['Old Reader', card])];
    expect((await wardkey(['card', 'verify'], { transports })).exitCode).toBe(4);
  });
});

describe('card sign', () => {
  test.each<[KeyAlgorithm, readonly string[]]>([
    ['rsa2048', []],
    ['rsa2048', ['--pss', '--hash', 'sha512']],
    ['p256', []],
    ['p384', ['--hash', 'sha384', '--format', 'raw']],
  ])('%s %s', async (algorithm, options) => {
    const card = new PivCard({ pin: PIN, keys: await practiceKeys(algorithm) });
    const args = ['card', 'sign', ...options, '--json', join(folder, 'letter')];
    const { out } = await run(card, args, PIN);
    const printed = JSON.parse(out);
    expect(violations(schemaOf('card sign'), printed)).toEqual([]);
    expect(printed.slot).toBe('9c');
    const { publicKey: key } = new X509Certificate(Buffer.from(printed.certificate, 'base64url'));
    const padding = options.includes('--pss')
      ? constants.RSA_PKCS1_PSS_PADDING
      : constants.RSA_PKCS1_PADDING;
    const dsaEncoding = options.includes('raw') ? 'ieee-p1363' : 'der';
    const signature = Buffer.from(printed.signature, 'base64url');
    const how = { key, padding, dsaEncoding } as const;
    expect(verify(printed.hash, Buffer.from(FILE), how, signature)).toBe(true);
  });

  test.each([
    ['--slot', '9d'],
    ['--hash', 'md5'],
    ['--format', 'pem'],
  ])('%s %s is not known', async (...option) => {
    const { exitCode, err } = await run(new PivCard(), ['card', 'sign', ...option, 'letter'], PIN);
    expect(exitCode).toBe(2);
    expect(err).toContain(option[1]);
  });
});

/** A program says yes to a try that may be the last. */
const UNBLOCK = ['card', 'pin', 'unblock', '--use-last-try'];

describe('card pin', () => {
  test('changes the PIN, and unblocks it with the PUK', async () => {
    const card = new PivCard({ pin: PIN, puk: PUK });
    const changed = await run(card, ['card', 'pin', 'change', '--json'], PIN, '161803');
    expect(violations(schemaOf('card pin change'), JSON.parse(changed.out))).toEqual([]);
    expect((await run(card, ['card', 'verify'], '161803')).exitCode).toBe(0);
    for (const wrong of ['1', '2', '3']) card.applet.pin.verify(Buffer.from(wrong));
    const locked = await run(card, ['card', 'pin', 'change'], '161803', PIN);
    expect(locked.exitCode).toBe(8);
    expect(locked.err).toContain('locked');
    const unblocked = await run(card, UNBLOCK, PUK, '314159');
    expect(unblocked.out).toContain('all its tries again');
    expect((await run(card, ['card', 'verify'], '314159')).exitCode).toBe(0);
  });

  test('a wrong PUK is told with what is left of its tries', async () => {
    const card = new PivCard({ pin: PIN, puk: PUK });
    const { exitCode, err } = await run(card, UNBLOCK, '87654321', '314159');
    expect(exitCode).toBe(8);
    expect(err).toContain('(PUK) is wrong. Tries left: 2');
  });

  test('a PUK whose tries the card does not tell wants a yes, and is not given without', async () => {
    const card = new PivCard({ pin: PIN, puk: PUK });
    const { exitCode, err } = await run(card, ['card', 'pin', 'unblock'], PUK, '314159');
    expect([exitCode, card.applet.puk.given]).toEqual([8, 0]);
    expect(err).toContain('does not tell how many tries are left');
  });
});
