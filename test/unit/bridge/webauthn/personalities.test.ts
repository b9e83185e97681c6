import { describe, expect, test } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { PIN_FLOORS } from '../../../rig/personality-floors.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';
import { PERSONALITIES, type Personality } from '../../../virtual/personalities.ts';

const PIN = '271828';
const FOREIGN = [Buffer.alloc(48, 1), Buffer.alloc(48, 2)];

const names = Object.keys(PIN_FLOORS).filter((name): name is Personality => name in PERSONALITIES);

test('every personality is tried', () => {
  expect(names.sort()).toEqual(Object.keys(PERSONALITIES).sort());
});

describe.each(names)('%s', (name) => {
  async function rigOf() {
    const rig = await KeyRig.with({ ...PERSONALITIES[name], pin: PIN });
    rig.person.answerPin = () => PIN;
    return rig;
  }

  test('registers and signs in with the fewest commands', async () => {
    const rig = await rigOf();
    const floor = PIN_FLOORS[name];
    const creating = await rig.commandsOf(() => rig.create({ attestation: 'direct' }));
    expect(creating.join(' ')).toBe(floor.create);
    const made = await rig.create();
    const credential = await registered(made);
    let got: Awaited<ReturnType<typeof rig.get>> | undefined;
    const getting = await rig.commandsOf(async () => {
      got = await rig.get({ allowCredentials: listOf(made.id) });
    });
    expect(getting.join(' ')).toBe(floor.get);
    if (got === undefined) throw new Error('no answer');
    const verified = name !== 'u2f-only';
    expect((await verifyAuthentication(got, credential, verified)).verified).toBe(true);
    const among = await rig.commandsOf(async () => {
      const answer = await rig.get({ allowCredentials: listOf(...FOREIGN, made.id) });
      expect(answer.id).toBe(made.id);
    });
    expect(among.join(' ')).toBe(floor.among);
  });

  test('tells what it holds, and what it does not', async () => {
    const rig = await rigOf();
    const made = await rig.create();
    // A key that cannot be searched is sent the first list that it takes, and no more (CTAP 2.1 §6.2).
    const ids = name === 'no-silent-assertions' ? [made.id, ...FOREIGN] : [...FOREIGN, made.id];
    const again = rig.create({ excludeCredentials: listOf(...ids) });
    expect(await rejectionCode(again)).toBe('credential-excluded');
    const stranger = rig.get({ allowCredentials: listOf(...FOREIGN) });
    expect(await rejectionCode(stranger)).toBe('no-credential');
  });
});
