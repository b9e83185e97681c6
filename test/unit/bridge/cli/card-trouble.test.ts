import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MachineSystem } from '../../../../bridge/cli/context.ts';
import { COMMANDS } from '../../../../bridge/cli/definitions/table.ts';
import { outputSchema } from '../../../../bridge/cli/output-schema.ts';
import { policyProblems } from '../../../../bridge/host/policy-text.ts';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import type { VirtualCard } from '../../../virtual/card.ts';
import { InProcessReaders } from '../../../virtual/piv-card/in-process-reader.ts';
import { PivCard } from '../../../virtual/piv-card/piv-card.ts';
import { practiceKeys } from '../../../virtual/piv-card/practice-keys.ts';
import { violations } from './schema-validator.mjs';
import { useOwnHome, wardkey } from './wardkey.ts';

useOwnHome();

const HELD = 'Another program, held-by-me, is using the key or card.';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wardkey-held-'));
  const held = join(root, 'proc', '4321');
  mkdirSync(held, { recursive: true });
  writeFileSync(join(held, 'maps'), '7f0000 r-xp 00000000 /usr/lib/libpcsclite.so.1\n');
  writeFileSync(join(held, 'comm'), 'held-by-me\n');
});
afterEach(() => rmSync(root, { recursive: true }));

function machine(...cards: readonly (readonly [string, VirtualCard])[]) {
  const system: MachineSystem = {
    places: { root, owner: -1 },
    checkPolicy: () => ({ path: join(root, 'policy.json'), isThere: false, problems: [] }),
    policyProblems,
  };
  return { system, transports: [new InProcessReaders(...cards)] };
}

/** A card that cannot be spoken to. */
function failing(code: ErrorCode, reader: string): readonly [string, VirtualCard] {
  const transmit = () => Promise.reject(new WardkeyError(code, { facts: { reader } }));
  return [reader, { atr: Uint8Array.of(0x3b, 0x00), reset: () => {}, transmit }];
}

function linesOf(typed: string, out: string) {
  const command = COMMANDS.find(({ words }) => words.join(' ') === typed);
  const schema = command === undefined ? undefined : outputSchema(command);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => {
      const printed = JSON.parse(line);
      expect(violations(schema ?? { not: {} }, printed)).toEqual([]);
      return printed;
    });
}

describe.each([['card info'], ['card certificate']])('%s', (typed) => {
  test('tells what is wrong with one card and shows those in other readers', async () => {
    const good = new PivCard({ keys: await practiceKeys() });
    const readers = machine(
      failing('device-busy', 'Held Reader'),
      ['Good Reader', good],
      failing('card-mute', 'Mute Reader'),
    );
    const { exitCode, out, err } = await wardkey(typed.split(' '), readers);
    expect(exitCode).toBe(0);
    expect(out).toContain('Good Reader');
    expect(err).toMatch(new RegExp(`^Held Reader .*\\n  ${HELD}\\n`));
    expect(err).toContain('Mute Reader');
    const json = await wardkey([...typed.split(' '), '--json'], readers);
    expect(json).toMatchObject({ exitCode: 0, err: '' });
    const lines = linesOf(typed, json.out);
    expect(lines).toHaveLength(3);
    expect(lines).toMatchObject([
      {
        device: { name: 'Held Reader' },
        error: { code: 'device-busy', says: HELD, facts: { program: 'held-by-me' } },
      },
      { device: { name: 'Good Reader' } },
      { device: { name: 'Mute Reader' }, error: { code: 'card-mute' } },
    ]);
    expect(lines[1]).not.toHaveProperty('error');
  });

  test('ends with the first trouble when no card can be read', async () => {
    const readers = machine(
      failing('pcsc-service-stopped', 'First Reader'),
      failing('card-mute', 'Second Reader'),
    );
    const { exitCode, err } = await wardkey(typed.split(' '), readers);
    expect(exitCode).toBe(5);
    expect(err).toContain('First Reader');
    expect(err).toContain('Second Reader');
  });
});

test('who else uses cards is told beside every trouble, and where there is no card', async () => {
  const asked = ['card', 'info', '--json'];
  const held = await wardkey(asked, machine(failing('device-busy', 'Held Reader')));
  expect(held.exitCode).toBe(4);
  const none = await wardkey(asked, machine());
  expect(none).toMatchObject({ exitCode: 3, err: '' });
  for (const { out } of [held, none]) {
    const [line] = linesOf('card info', out);
    expect(line).toHaveProperty('beside.programs');
  }
});

test('a command on the one card names the program that holds it too', async () => {
  const { exitCode, err } = await wardkey(
    ['card', 'test'],
    machine(failing('device-busy', 'Held Reader')),
  );
  expect(exitCode).toBe(4);
  expect(err).toContain(HELD);
});
