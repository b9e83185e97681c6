import { expect } from 'vitest';
import type { FidoAppletOptions } from '../virtual/fido-applet.ts';
import type { HidAuthenticatorOptions } from '../virtual/hid-device/hid-authenticator.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { PERSONALITIES, type Personality } from '../virtual/personalities.ts';
import type { VirtualKey } from '../virtual/virtual-key.ts';
import { rejectionCode } from './code-of.ts';
import { bareFloor, type Floor, KNOWS_FINGER, PIN_FLOORS } from './personality-floors.ts';
import { registered, verifyAuthentication } from './relying-party.ts';
import { listOf, type Rig } from './rig.ts';

/** A model of key behind a real driver, and what its ceremonies cost there at least. */
export interface WirePersonality {
  readonly name: string;
  readonly key: VirtualKeyOptions;
  /** Waits for a touch, which comes as soon as it does. */
  readonly awaitsTouch: boolean;
  readonly applet: FidoAppletOptions;
  readonly hid: HidAuthenticatorOptions;
  readonly knowsUserVerification: boolean;
  readonly knowsFinger: boolean;
  /** `null` for a key that does nothing without a PIN. */
  readonly bare: Floor | null;
  readonly withPin: Floor;
}

/** Of a wire: what went over it while something ran, and nothing else. */
export type MessagesOf = (run: () => Promise<unknown>) => Promise<readonly string[]>;

const PIN = '271828';
const WRONG_PIN = '314159';
const FOREIGN = [Buffer.alloc(48, 1), Buffer.alloc(48, 2)];

function personality(
  model: Personality,
  quirk: Partial<Pick<WirePersonality, 'name' | 'awaitsTouch' | 'applet' | 'hid'>> = {},
): WirePersonality {
  return {
    name: model,
    key: PERSONALITIES[model],
    awaitsTouch: false,
    applet: {},
    hid: {},
    knowsUserVerification: model !== 'u2f-only',
    knowsFinger: KNOWS_FINGER.includes(model),
    bare: bareFloor(model),
    withPin: PIN_FLOORS[model],
    ...quirk,
  };
}

const MODELS = Object.keys(PERSONALITIES).filter(
  (name): name is Personality => name in PERSONALITIES,
);

/** Those whose oddness is in how they speak, not in what they say. */
const SPEAKERS: readonly WirePersonality[] = [
  personality('ctap-2.1', { name: 'awaits-touch', awaitsTouch: true }),
  personality('u2f-only', { name: 'u2f-awaits-touch', awaitsTouch: true }),
  personality('ctap-2.1', {
    name: 'slow-small-frames',
    applet: { chunkBytes: 100 },
    hid: { reportPauseMs: 3, inputBytes: 32, outputBytes: 32 },
  }),
  personality('ctap-2.1', {
    name: 'status-in-the-status-word',
    applet: { errorStatusWord: (status) => 0x6f00 | status },
    hid: { wink: false, lock: false },
  }),
  personality('ctap-2.0', {
    name: 'blocking-over-contacts',
    applet: { atr: Uint8Array.of(0x3b, 0x80, 0x01, 0x81), blocking: true },
    hid: { cancel: false },
  }),
];

/** Every model. */
export const WIRE_PERSONALITIES: readonly WirePersonality[] = [
  ...MODELS.map((model) => personality(model)),
  ...SPEAKERS,
];

/** Polls of a U2F key for its touch come as often as time allows; one of them says as much. */
function withoutRepeats(messages: string): string {
  return messages
    .split(' ')
    .filter((name, index, all) => name !== all[index - 1] || !name.endsWith('/03'))
    .join(' ');
}

/**
 * Registers and signs in, without a PIN and with one, has the relying party check each answer, and
 * compares the commands with the floor.
 * @param plug makes a key that is attached and warm by the wire under test
 */
export async function expectCeremonies(
  model: WirePersonality,
  plug: (key: VirtualKeyOptions) => Promise<{
    readonly rig: Rig;
    readonly key: VirtualKey;
    readonly messagesOf: MessagesOf;
  }>,
): Promise<void> {
  const { bare, withPin, knowsUserVerification } = model;
  const rounds = [
    ...(bare === null ? [] : [{ floor: bare, pin: undefined }]),
    ...(knowsUserVerification ? [{ floor: withPin, pin: PIN }] : []),
  ];
  for (const { floor, pin } of rounds) {
    const { rig, key, messagesOf } = await plug(
      pin === undefined ? model.key : { ...model.key, pin },
    );
    if (model.awaitsTouch) {
      key.presence.mode = 'wait';
      key.presence.onAwaited(() => key.presence.touch());
    }
    const answers = [WRONG_PIN];
    rig.person.answerPin = () => PIN;
    const counted = model.awaitsTouch ? withoutRepeats : String;
    const cost = async (run: () => Promise<unknown>) => counted((await messagesOf(run)).join(' '));

    let made: Awaited<ReturnType<Rig['create']>> | undefined;
    const creating = await cost(async () => {
      made = await rig.create({ attestation: 'direct' });
    });
    if (made === undefined) throw new Error('no answer');
    expect(creating).toBe(counted(floor.create));
    const credential = await registered(made);

    let got: Awaited<ReturnType<Rig['get']>> | undefined;
    const { id } = made;
    const getting = await cost(async () => {
      got = await rig.get({ allowCredentials: listOf(id) });
    });
    if (got === undefined) throw new Error('no answer');
    expect(getting).toBe(counted(floor.get));
    const { verified } = await verifyAuthentication(got, credential, pin !== undefined);
    expect(verified).toBe(true);

    const among = () => rig.get({ allowCredentials: listOf(...FOREIGN, id) });
    expect(await cost(async () => expect((await among()).id).toBe(id))).toBe(counted(floor.among));
    const strange = rig.get({ allowCredentials: listOf(...FOREIGN) });
    expect(await rejectionCode(strange)).toBe('no-credential');

    if (pin === undefined) {
      // Whoever goes on watching greets the key of the next round too, and may be late with it.
      await rig.keys.stop();
      continue;
    }
    if (model.knowsFinger) {
      expect(rig.person.pinRequests).toEqual([]);
      continue;
    }
    rig.person.answerPin = () => answers.shift() ?? PIN;
    const asked = rig.person.pinRequests.length;
    const again = await rig.get({ allowCredentials: listOf(id) });
    expect((await verifyAuthentication(again, credential, true)).verified).toBe(true);
    expect(rig.person.pinRequests.slice(asked).map(({ problem }) => problem)).toEqual([
      undefined,
      'pin-wrong',
    ]);
  }
}
