import { describe, expect, it } from 'vitest';
import { KeyRig, listOf } from '../../../rig/rig.ts';
import { PERSONALITIES } from '../../../virtual/personalities.ts';

// What goes over the wire in each ceremony with a key whose getInfo is known. There is no way with
// fewer: one proof of the PIN, one silent question for each list that the key takes, one command.
//
// Beside that floor stand two commands that nobody waits for. The key agreement (06/02) is fetched while
// the person types. The tries left (06/01) are read once before: the person is told of them with the
// question, and the last one is spent only when they agree to it, which cannot be asked after the PIN is
// sent. Both are answered within milliseconds of which none lies between the last digit and the touch.

const PIN = '271828';
/** What goes over the wire before the last digit is typed. */
const WHILE_TYPING = ['06/01', '06/02'];

/** How many credentials a list holds, by the models below. */
const MODELS = [
  ['ctap-2.1', 8, '06/09'],
  ['ctap-2.3', 8, '06/09'],
  ['short-lists', 1, '06/09'],
  ['ctap-2.0', 1, '06/05'],
] as const;

const COUNTS = [1, 20, 64] as const;

const CASES = MODELS.flatMap(([model, perList, token]) =>
  COUNTS.map((count) => ({ model, perList, token, count, lists: Math.ceil(count / perList) })),
);

interface Told {
  readonly whileTyping: readonly string[];
  readonly after: readonly string[];
}

/** A key with a PIN, and what it is sent before and after the PIN was typed. */
async function rigWithPin(model: (typeof MODELS)[number][0]) {
  const rig = await KeyRig.with({ ...PERSONALITIES[model], pin: PIN });
  const commandsOf = async (run: () => Promise<unknown>): Promise<Told> => {
    let typed = 0;
    const start = rig.key.commandLog.length;
    rig.person.answerPin = async () => {
      await expect.poll(() => rig.key.commandLog.at(-1)?.subCommand).toBe(0x02);
      typed = rig.key.commandLog.length - start;
      return PIN;
    };
    const all = await rig.commandsOf(run);
    return { whileTyping: all.slice(0, typed), after: all.slice(typed) };
  };
  return { rig, commandsOf };
}

/** Credential IDs of other keys. */
function foreign(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.alloc(48, index + 1));
}

const times = (count: number, command: string) => Array.from({ length: count }, () => command);

/** One list goes along with the command; of more, each is asked about first. */
const probes = (lists: number) => (lists === 1 ? [] : times(lists, '02'));

describe('with a PIN', () => {
  it.each(CASES)('$model signs in among $count', async ({ model, token, count, lists }) => {
    const { rig, commandsOf } = await rigWithPin(model);
    let id = '';
    await commandsOf(async () => {
      ({ id } = await rig.create());
    });
    // The worst place to be in: the last.
    const allowCredentials = listOf(...foreign(count - 1), id);
    expect(await commandsOf(() => rig.get({ allowCredentials }))).toEqual({
      whileTyping: WHILE_TYPING,
      after: [token, ...probes(lists), '02'],
    });
  });

  it.each(CASES)('$model registers beside $count', async ({ model, token, count, lists }) => {
    const { rig, commandsOf } = await rigWithPin(model);
    const excludeCredentials = listOf(...foreign(count));
    expect(await commandsOf(() => rig.create({ excludeCredentials }))).toEqual({
      whileTyping: WHILE_TYPING,
      after: [token, ...probes(lists), '01'],
    });
  });

  it('a sign-in that names no credential is two commands', async () => {
    const { rig, commandsOf } = await rigWithPin('ctap-2.1');
    await commandsOf(() => rig.create({ authenticatorSelection: { residentKey: 'required' } }));
    expect((await commandsOf(() => rig.get())).after).toEqual(['06/09', '02']);
  });
});

describe('without a PIN', () => {
  it.each(COUNTS)('signs in among %i', async (count) => {
    const rig = await KeyRig.with();
    const { id } = await rig.create();
    const allowCredentials = listOf(...foreign(count - 1), id);
    const lists = Math.ceil(count / 8);
    expect(await rig.commandsOf(() => rig.get({ allowCredentials }))).toEqual([
      ...probes(lists),
      '02',
    ]);
  });

  it.each(COUNTS)('registers beside %i', async (count) => {
    const rig = await KeyRig.with();
    const excludeCredentials = listOf(...foreign(count));
    const lists = Math.ceil(count / 8);
    expect(await rig.commandsOf(() => rig.create({ excludeCredentials }))).toEqual([
      ...probes(lists),
      '01',
    ]);
  });

  it('a registration and a sign-in of a stored credential are one command each', async () => {
    const rig = await KeyRig.with();
    const stored = { authenticatorSelection: { residentKey: 'required' } };
    expect(await rig.commandsOf(() => rig.create(stored))).toEqual(['01']);
    expect(await rig.commandsOf(() => rig.get())).toEqual(['02']);
  });
});
