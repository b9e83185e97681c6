import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { issue } from '../../../virtual/piv-card/card-issuer.ts';
import { InProcessReaders } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import type { PivCardOptions } from '../../../virtual/piv-card/piv-options.ts';
import { inDays, practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

const IDEMIA = Buffer.from('3bd6970081b1fe451f078031c1521118f9', 'hex');

function withCard(options: PivCardOptions) {
  return { transports: [new InProcessReaders(['Test Reader', new PivCard(options)])] };
}

/** Keys whose certificates end at the end of the day that is so many days from now. */
function endingIn(days: number) {
  const notAfter = inDays(days);
  notAfter.setUTCHours(23, 59, 59, 0);
  return practiceKeys('p256', { notAfter });
}

function schemaOf(typed: string) {
  const command = COMMANDS.find(({ words }) => words.join(' ') === typed);
  return command === undefined ? {} : (outputSchema(command) ?? {});
}

describe('card info', () => {
  test('tells what the card is and how long all holds', async () => {
    const { exitCode, out } = await wardkey(
      ['card', 'info'],
      withCard({ keys: await endingIn(12) }),
    );
    expect(exitCode).toBe(0);
    expect(out).toContain('Test Reader');
    expect(out).toContain('It is a PIV card.');
    expect(out).toContain('until 31 December 2039');
    expect(out).toContain('PIN tries left: 3');
    expect(out).toContain('Certificate to sign in with (slot 9A)');
    expect(out).toContain('Certificate to sign documents with (slot 9C)');
    expect(out).toMatch(
      /It ends in 12 days, on .*You can renew it yourself now: .* 90 days before/,
    );
    expect(out).not.toContain('Pat');
  });

  test.each([
    [400, 'It ends in 400 days'],
    [400, 'You can renew it yourself from 90 days before.'],
    [1, 'It ends tomorrow'],
    [0, 'It ends today'],
    [-3, 'Ask your Registration Authority'],
  ])('%i days before the end: %s', async (days, sentence) => {
    const { out } = await wardkey(['card', 'info'], withCard({ keys: await endingIn(days) }));
    expect(out).toContain(sentence);
  });

  test('a card whose last day is over is told so', async () => {
    const { out } = await wardkey(['card', 'info'], withCard({ expiry: new Date('2026-01-31') }));
    expect(out).toContain('could only be used until 31 January 2026');
  });

  test('speaks Welsh', async () => {
    const machine = { ...withCard({ keys: await endingIn(12) }), language: 'cy' } as const;
    const { out } = await wardkey(['card', 'info'], machine);
    expect(out).toContain('Cerdyn PIV ydyw.');
    expect(out).toContain('tan 31 Rhagfyr 2039');
    expect(out).toContain('ymhen 12 diwrnod');
  });

  test('calls what is not certain probable', async () => {
    const { out } = await wardkey(['card', 'info'], withCard({ atr: IDEMIA }));
    expect(out).toContain('probably a Care Identity smartcard of series 9');
    expect(out).toContain('There is no certificate on it.');
  });

  test('names a blocked card, and since when', async () => {
    const atr = Buffer.from('3b6a00ff4a434f50343156323231', 'hex');
    const card = { atr, reset: () => {}, transmit: async () => Uint8Array.of(0x6d, 0x00) };
    const transports = [new InProcessReaders(['Old Reader', card])];
    const { out } = await wardkey(['card', 'info'], { transports });
    expect(out).toContain('series 5, 6. Such cards are blocked since 7 May 2026');
    expect(out).not.toContain('PIV');
    const plain = { ...card, atr: Uint8Array.of(0x3b, 0x00) };
    const unknown = { transports: [new InProcessReaders(['Old Reader', plain])] };
    const told = await wardkey(['card', 'info'], unknown);
    expect(told.out).toContain('does not know what kind of card');
    expect(told.out).toContain('Series 4: blocked since 1 April 2026');
  });

  test('as JSON is as its schema says, with the user id masked', async () => {
    for (const options of [{ keys: await endingIn(12), atr: IDEMIA }, {}]) {
      const { out } = await wardkey(['card', 'info', '--json'], withCard(options));
      const printed = JSON.parse(out);
      expect(violations(schemaOf('card info'), printed)).toEqual([]);
      expect(out).not.toContain('5550');
    }
  });

  test('tells whether this computer trusts the issuer, where it was told whom to trust', async () => {
    const keys = await practiceKeys();
    const issuer = await issue('O=Wardkey Practice,CN=Wardkey Practice Issuer', null, {
      authority: {},
    });
    const folder = mkdtempSync(join(tmpdir(), 'wardkey-issuers-'));
    writeFileSync(join(folder, 'issuer.pem'), issuer.pem);
    const machine = { ...withCard({ keys }), cardTrustStore: folder };
    const { out } = await wardkey(['card', 'info'], machine);
    expect(out).toContain('that one has not signed it');
    const json = JSON.parse((await wardkey(['card', 'info', '--json'], machine)).out);
    expect(violations(schemaOf('card info'), json)).toEqual([]);
    expect(json.piv.certificates[0].trust).toEqual({ state: 'false-issuer', chain: [] });
    rmSync(folder, { recursive: true });
    expect((await wardkey(['card', 'info'], machine)).err).toContain(folder);
  });

  test('of one of several readers', async () => {
    const transports = [
      new InProcessReaders(['First', new PivCard()], ['Second', new PivCard({ tries: 5 })]),
    ];
    const both = await wardkey(['card', 'info'], { transports });
    expect(both.out).toContain('First');
    expect(both.out).toContain('Second');
    const { out } = await wardkey(['card', 'info', '--device', 'second'], { transports });
    expect(out).toContain('PIN tries left: 5');
    expect(out).not.toContain('First');
    const none = await wardkey(['card', 'info', '--device', 'third'], { transports });
    expect(none).toMatchObject({ exitCode: 3, out: '' });
    expect(none.err).toContain('Second');
  });
});

describe('card certificate', () => {
  test('tells all, with the user id masked', async () => {
    const keys = await practiceKeys('rsa2048');
    const { exitCode, out } = await wardkey(['card', 'certificate'], withCard({ keys }));
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'Holder: O=Wardkey Practice, OU=People, UID=********5678, CN=Pat Practice',
    );
    expect(out).toContain('Issued by: O=Wardkey Practice, CN=Wardkey Practice Issuer');
    expect(out).toContain('Serial number: 5a01');
    expect(out).toContain('Key: RSA 2048');
    expect(out).toContain('Made for: digitalSignature, contentCommitment');
    const json = await wardkey(['card', 'certificate', '--json'], withCard({ keys }));
    expect(violations(schemaOf('card certificate'), JSON.parse(json.out))).toEqual([]);
    expect(json.out).not.toContain('5550');
  });

  test('a card without any is told so', async () => {
    const { exitCode, out, err } = await wardkey(['card', 'certificate'], withCard({}));
    expect({ exitCode, out }).toEqual({ exitCode: 4, out: '' });
    expect(err).toContain('no certificates');
  });

  test('a holder who names himself badly cannot steer the terminal', async () => {
    const keys = await practiceKeys('p256', { subject: 'CN=Evil\u001b[2J\u202e' });
    const { out } = await wardkey(['card', 'certificate'], withCard({ keys }));
    expect(out).toContain('Evil');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain('\u202e');
    expect(vi.isMockFunction(process.stdout.write)).toBe(true);
  });
});
