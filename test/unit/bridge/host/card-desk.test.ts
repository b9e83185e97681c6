import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CardDesk, type CardSurroundings } from '../../../../bridge/host/card-desk.ts';
import { CardWatch } from '../../../../bridge/smartcard/card-watch.ts';
import { CardList } from '../../../../shared/rpc/card.ts';
import * as v from '../../../../shared/schema/schema.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { InProcessReaders } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import { practiceIssuer } from '../../../virtual/piv-card/practice-issuer.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';

const PLAIN: CardSurroundings = { middleware: null, cardTrustStore: undefined };
const STRANGER: VirtualCard = {
  atr: Buffer.from('3b6500002063cb6800', 'hex'),
  reset: () => undefined,
  transmit: async () => Uint8Array.of(0x6a, 0x82),
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkey-desk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the panel is told of one card, as it goes over the wire. */
async function told(card: VirtualCard, around: CardSurroundings) {
  const watch = new CardWatch([new InProcessReaders(['Test Reader', card])]);
  try {
    const list = await new CardDesk(watch, around).list();
    return v.parse(CardList, JSON.parse(JSON.stringify(list))).cards[0];
  } finally {
    await watch.stop();
  }
}

test('tells of each certificate whether its issuer is trusted, where issuers are set', async () => {
  const [issuer, other] = [await practiceIssuer(), await practiceKeys()];
  const made = await practiceKeys();
  if (made['9a'] === undefined) throw new Error('no key');
  const keys = { '9a': await issuer.certify(made['9a']), '9c': other['9c'] };
  const card = new PivCard({ keys: keys['9c'] ? { ...keys, '9c': keys['9c'] } : {} });
  const cardTrustStore = join(folder, 'issuers.crt');
  writeFileSync(cardTrustStore, issuer.certificate);
  const trust = async (around: CardSurroundings) =>
    (await told(card, around))?.piv?.certificates.map((one) => one.trust);
  expect(await trust({ ...PLAIN, cardTrustStore })).toEqual(['trusted', 'unknown-issuer']);
  expect(await trust(PLAIN)).toEqual([undefined, undefined]);
  const nowhere = { ...PLAIN, cardTrustStore: join(folder, 'nowhere') };
  expect(await trust(nowhere)).toEqual([undefined, undefined]);
});

test('tells what middleware shows of a card that is no PIV card', async () => {
  const keys = await practiceKeys();
  const tokens = [
    {
      slot: 1,
      reader: 'Test Reader',
      label: 'Staff card',
      serial: '1',
      pin: 'final-try',
      showsTries: true,
      hasPinPad: false,
      certificates: [
        { id: '01', der: Buffer.from(keys['9a']?.certificate ?? []).toString('base64') },
        { id: '02', der: 'MAA=' },
      ],
    },
  ];
  const said = JSON.stringify({ answer: 'tokens', tokens });
  const script = `process.stdout.write(${JSON.stringify(said)})`;
  const middleware = { command: [process.execPath, '-e', script] as const, path: 'module.so' };
  const card = await told(STRANGER, { ...PLAIN, middleware });
  expect(card).toMatchObject({
    piv: null,
    token: {
      pin: 'final-try',
      certificates: [{ slot: '01', purpose: 'authentication', validity: 'good' }],
      unreadable: ['02'],
    },
  });
  expect(JSON.stringify(card)).not.toContain('Pat');
  expect(await told(STRANGER, PLAIN)).not.toHaveProperty('token');
});
