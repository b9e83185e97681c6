import { describe, expect, test } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import { registered, verifyAuthentication } from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';
import { PERSONALITIES, type Personality } from '../../../virtual/personalities.ts';

const PIN = '271828';
const FOREIGN = [Buffer.alloc(48, 1), Buffer.alloc(48, 2)];

interface Floor {
  readonly create: string;
  readonly get: string;
  /** Among two credentials of other keys. */
  readonly among: string;
}

const UV = '06/01 06/02 06/09';
const LEGACY = '06/01 06/02 06/05';

/** The commands of each ceremony with a PIN: none less will do (and U2F has no PIN). */
const FLOORS: Record<Personality, Floor> = {
  'ctap-2.0': legacy('02 02 02 02'),
  'ctap-2.0-and-u2f': legacy('02 02 02 02'),
  'ctap-2.1-preview': legacy('02'),
  'ctap-2.1': modern('02'),
  'ctap-2.3': modern('02'),
  'u2f-only': {
    create: 'u2f:01/03',
    get: 'u2f:02/07 u2f:02/03',
    among: 'u2f:02/07 u2f:02/07 u2f:02/07 u2f:02/03',
  },
  'no-max-message-size': modern('02'),
  'no-algorithms-no-transports': modern('02'),
  'protocol-one-only': modern('02'),
  'always-uv': modern('02'),
  'user-presence-off': modern('02'),
  // It refuses to be searched, so that each list costs a command.
  'no-silent-assertions': modern('02 02 02 02'),
  'unknown-algorithms': modern('02'),
  'invalid-credential-for-none': modern('02'),
  'short-lists': modern('02 02 02 02'),
  'single-credential-unnamed': modern('02'),
  'self-attested': modern('02'),
};

function modern(among: string): Floor {
  return { create: `${UV} 01`, get: `${UV} 02`, among: `${UV} ${among}` };
}

function legacy(among: string): Floor {
  return { create: `${LEGACY} 01`, get: `${LEGACY} 02`, among: `${LEGACY} ${among}` };
}

const names = Object.keys(FLOORS).filter((name): name is Personality => name in PERSONALITIES);

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
    const floor = FLOORS[name];
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
