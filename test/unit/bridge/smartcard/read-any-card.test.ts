import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CARDS_PROBE } from '../../../../bridge/diagnosis/probes/cards.ts';
import type { AttachedCard } from '../../../../bridge/smartcard/card-watch.ts';
import type { ModulePlace } from '../../../../bridge/smartcard/pkcs11/find-token.ts';
import { readAnyCard } from '../../../../bridge/smartcard/read-any-card.ts';
import { SickMachine } from '../../../rig/sick-machine.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { cardAccess } from '../../../virtual/piv-card/in-process-reader.ts';

// Middleware that never answers, and notes that it was asked.

const never = new AbortController().signal;
const READER = 'Reader';

function cardWith(atr: string): VirtualCard {
  return {
    atr: Buffer.from(atr, 'hex'),
    reset: () => {},
    transmit: async () => Uint8Array.of(0x6a, 0x82),
  };
}

function slowModule(mark: string): ModulePlace {
  const script = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, ''); setInterval(() => {}, 1e6);`;
  return { command: [process.execPath, '-e', script], path: 'module.so' };
}

function slowMachine() {
  const sick = new SickMachine();
  onTestFinished(() => sick.end());
  const mark = join(sick.root, 'asked');
  sick.middleware = slowModule(mark);
  return { sick, mark };
}

const attached: AttachedCard = {
  id: 'card',
  transport: 'smart-card',
  name: READER,
  card: cardAccess(cardWith('3b6500000102030405'), []),
  removed: never,
};

test('a card is told by itself where its middleware has not answered by then', async () => {
  const { mark } = slowMachine();
  const report = await readAnyCard(attached, slowModule(mark), never, AbortSignal.timeout(50));
  expect(report).toMatchObject({ piv: null, otherApplet: null, token: null, isTokenAwaited: true });
});

test('whoever does not wait any more is told why', async () => {
  const { mark } = slowMachine();
  const end = new AbortController();
  const reading = readAnyCard(attached, slowModule(mark), end.signal);
  end.abort(new Error('enough'));
  await expect(reading).rejects.toThrow('enough');
});

test('a check-up asks no middleware about a card that can no longer be used', async () => {
  const { sick, mark } = slowMachine();
  const card = cardWith('3b6a00ff4a434f50343156323231');
  sick.pcsc.readers.set(READER, { kind: 'card', card });
  const findings = await CARDS_PROBE.run({
    machine: sick.machine(),
    portal: undefined,
    browser: undefined,
    signal: never,
    keysSettled: Promise.resolve(),
  });
  expect(findings.map(({ code }) => code)).toEqual(['card-seen', 'card-series-blocked']);
  expect(existsSync(mark)).toBe(false);
});
