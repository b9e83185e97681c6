import { describe, expect, it } from 'vitest';
import type { PinRequest } from '../../../../bridge/webauthn/person.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import { verifyRegistration } from '../../../rig/relying-party.ts';
import { KeyRig } from '../../../rig/rig.ts';
import { neverAnswers } from '../../../rig/scripted-person.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };
const GET_TOKEN = '06/09';

/** Answers one PIN after the other, each as it comes. */
function typing(rig: KeyRig, ...pins: readonly string[]): void {
  const left = [...pins];
  rig.person.answerPin = () => left.shift() ?? Promise.reject(new Error('asked once too often'));
}

const shown = ({ triesLeft, lastTry, problem }: PinRequest) => ({ triesLeft, lastTry, problem });

describe('PIN entry', () => {
  it('says which key, how many tries, and what a PIN looks like', async () => {
    const rig = await KeyRig.with({ pin: '471147', minPinLength: 6 });
    typing(rig, '471147');
    await rig.create(REQUIRED);
    expect(rig.person.pinRequests).toEqual([
      {
        device: rig.keys.list.devices[0],
        triesLeft: 8,
        lastTry: false,
        minLength: 6,
        maxBytes: 63,
      },
    ]);
  });

  it('asks again after a wrong PIN: one try spent for each PIN typed, never two', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    typing(rig, '0000', '1111', '4711');
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(rig.person.pinRequests.map(shown)).toEqual([
      { triesLeft: 8, lastTry: false, problem: undefined },
      { triesLeft: 7, lastTry: false, problem: 'pin-wrong' },
      { triesLeft: 6, lastTry: false, problem: 'pin-wrong' },
    ]);
    expect(commands.filter((command) => command === GET_TOKEN)).toHaveLength(3);
    expect(rig.key.pinTriesLeft).toBe(8);
  });

  it('fetches the key agreement anew after a wrong PIN', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    typing(rig, '0000', '4711');
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    const once = ['06/01', '06/02', GET_TOKEN];
    // And getInfo: the key may want a new PIN by now.
    expect(commands).toEqual([...once, '04', ...once, '01']);
  });

  it('ends in pin-replug after three wrong in a row, and says so at once next time', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    typing(rig, '0000', '1111', '2222');
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('pin-replug');
    const requests = rig.person.pinRequests.length;
    expect(requests).toBe(3);
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('pin-replug');
    expect(rig.person.pinRequests).toHaveLength(requests);
    expect(rig.key.pinTriesLeft).toBe(5);
    rig.key.powerCycle();
    typing(rig, '4711');
    await expect(rig.create(REQUIRED)).resolves.toMatchObject({ type: 'public-key' });
  });

  it('spends the last try only when the person agrees to it', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    for (const pins of [
      ['0', '1', '2'],
      ['3', '4', '5'],
    ]) {
      typing(rig, ...pins.map((digit) => digit.repeat(4)));
      expect(await rejectionCode(rig.create(REQUIRED))).toBe('pin-replug');
      rig.key.powerCycle();
    }
    rig.person.pinRequests.length = 0;
    const answers = [
      { pin: '6666', lastTryAgreed: false },
      { pin: '4711', lastTryAgreed: false },
      { pin: '4711', lastTryAgreed: true },
    ];
    rig.person.answerPin = () => answers.shift() ?? '';
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(rig.person.pinRequests.map(shown)).toEqual([
      { triesLeft: 2, lastTry: false, problem: undefined },
      { triesLeft: 1, lastTry: true, problem: 'pin-wrong' },
      { triesLeft: 1, lastTry: true, problem: 'pin-last-try-unconfirmed' },
    ]);
    expect(commands.filter((command) => command === GET_TOKEN)).toHaveLength(2);
    expect(rig.key.pinTriesLeft).toBe(8);
  });

  it('ends in pin-blocked once the last try is spent, and asks for no PIN from then on', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    let code = '';
    for (let round = 0; round < 3 && code !== 'pin-blocked'; round += 1) {
      rig.person.answerPin = () => ({ pin: '0000', lastTryAgreed: true });
      code = await rejectionCode(rig.create(REQUIRED));
      rig.key.powerCycle();
    }
    expect(code).toBe('pin-blocked');
    expect(rig.key.pinTriesLeft).toBe(0);
    rig.person.pinRequests.length = 0;
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('pin-blocked');
    expect(rig.person.pinRequests).toEqual([]);
  });

  it.each([
    ['', 'pin-too-short'],
    ['471', 'pin-too-short'],
    ['é'.normalize('NFD').repeat(3), 'pin-too-short'],
    ['😀😀😀', 'pin-too-short'],
    ['4711\0\0\0', 'pin-too-short'],
    ['1'.repeat(64), 'pin-too-long'],
    ['é'.repeat(32), 'pin-too-long'],
  ])('does not send %j', async (pin, problem) => {
    const rig = await KeyRig.with({ pin: '471147', minPinLength: 5 });
    typing(rig, pin, '471147');
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(rig.person.pinRequests.map(shown)).toEqual([
      { triesLeft: 8, lastTry: false, problem: undefined },
      { triesLeft: 8, lastTry: false, problem },
    ]);
    expect(commands.filter((command) => command === GET_TOKEN)).toHaveLength(1);
  });

  it('sends nothing when the person cancels', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = (_, signal) => neverAnswers(signal);
    const commands = await rig.commandsOf(async () => {
      const code = rejectionCode(rig.create(REQUIRED));
      await expect.poll(() => rig.person.pinRequests).toHaveLength(1);
      rig.stop.abort();
      expect(await code).toBe('ceremony-cancelled');
    });
    expect(commands).not.toContain(GET_TOKEN);
  });

  it('says that it works once the PIN was typed', async () => {
    const rig = await KeyRig.with({ pin: '4711' });
    rig.person.answerPin = () => {
      rig.person.notices.length = 0;
      return '4711';
    };
    await rig.create(REQUIRED);
    expect(rig.person.notices.map(({ type }) => type)).toEqual(['working']);
  });
});
