import { describe, expect, it } from 'vitest';
import type { NewPinAnswer, NewPinRequest } from '../../../../bridge/webauthn/person.ts';
import { rejectionCode } from '../../../rig/code-of.ts';
import {
  registered,
  verifyAuthentication,
  verifyRegistration,
} from '../../../rig/relying-party.ts';
import { KeyRig, listOf, Rig } from '../../../rig/rig.ts';
import { neverAnswers } from '../../../rig/scripted-person.ts';
import { setPinElsewhere } from '../../../rig/set-pin-elsewhere.ts';
import { warm } from '../../../rig/warm.ts';
import { InProcessTransport } from '../../../virtual/in-process-transport.ts';
import { VirtualKey } from '../../../virtual/virtual-key.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };
const DISCOURAGED = { authenticatorSelection: { userVerification: 'discouraged' } };
const SET = '06/03';
const CHANGE = '06/04';
const GET_TOKEN = '06/09';

/** Types one answer after the other, each as it comes. */
function choosing(rig: Rig, ...answers: readonly Partial<NewPinAnswer>[]): void {
  const left = [...answers];
  rig.person.answerNewPin = () => {
    const answer = left.shift();
    if (answer === undefined) throw new Error('asked once too often');
    return { newPin: '', lastTryAgreed: false, ...answer };
  };
}

const problems = ({ newPinRequests }: Rig['person']) =>
  newPinRequests.map(({ problem }) => problem);

describe('a key that wants a new PIN', () => {
  it('gets it in the middle of the ceremony, which goes on without another question', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true, minPinLength: 4 });
    choosing(rig, { currentPin: '4711', newPin: '815642' });
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['04', '06/01', '06/02', CHANGE, '04', '06/02', GET_TOKEN, '01']);
    expect(rig.person.pinRequests).toEqual([]);
    expect(rig.person.newPinRequests).toEqual<NewPinRequest[]>([
      {
        device: expect.objectContaining({ transport: 'usb' }),
        current: { triesLeft: 8, lastTry: false, minLength: 4 },
        minLength: 4,
        maxLength: 63,
        maxBytes: 63,
        ownRules: false,
      },
    ]);
    expect(rig.person.notices).toContainEqual(
      expect.objectContaining({ type: 'working', pinSet: true }),
    );
  });

  it('is known as changed from then on', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true });
    choosing(rig, { currentPin: '4711', newPin: '815642' });
    const credential = await registered(await rig.create(REQUIRED));
    rig.person.answerPin = () => '815642';
    const response = await rig.get({
      allowCredentials: listOf(credential.id),
      userVerification: 'required',
    });
    expect(await verifyAuthentication(response, credential, true)).toMatchObject({
      verified: true,
    });
    expect(rig.person.newPinRequests).toHaveLength(1);
  });

  it('is asked once more after a wrong present PIN: one try for each that was typed', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true });
    choosing(
      rig,
      { currentPin: '0000', newPin: '815642' },
      { currentPin: '4711', newPin: '815642' },
    );
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(commands.filter((command) => command === CHANGE)).toHaveLength(2);
    expect(problems(rig.person)).toEqual([undefined, 'pin-wrong']);
    expect(rig.person.newPinRequests.map(({ current }) => current?.triesLeft)).toEqual([8, 7]);
    expect(rig.key.pinTriesLeft).toBe(8);
  });

  it('refuses a new PIN by rules of its own, without costing a try', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true });
    choosing(rig, { currentPin: '4711', newPin: '4711' }, { currentPin: '4711', newPin: '815642' });
    await rig.create(REQUIRED);
    expect(problems(rig.person)).toEqual([undefined, 'pin-too-simple']);
    expect(rig.person.newPinRequests[1]?.current?.triesLeft).toBe(8);
  });

  it.each<[Partial<NewPinAnswer>, string]>([
    [{ currentPin: '4711', newPin: '81564' }, 'pin-too-short'],
    [{ currentPin: '4711', newPin: '😀😀😀' }, 'pin-too-short'],
    [{ currentPin: '4711', newPin: 'é'.repeat(32) }, 'pin-too-long'],
    [{ currentPin: '471', newPin: '815642' }, 'pin-too-short'],
    [{ newPin: '815642' }, 'pin-too-short'],
  ])('is not sent %j', async (answer, problem) => {
    const rig = await KeyRig.with({ pin: '471147', forcePinChange: true, minPinLength: 6 });
    choosing(rig, answer, { currentPin: '471147', newPin: '815642' });
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(problems(rig.person)).toEqual([undefined, problem]);
    expect(commands.filter((command) => command === CHANGE)).toHaveLength(1);
  });

  it('may have a present PIN that is shorter than the least new one', async () => {
    const rig = await KeyRig.with({
      pin: '4711',
      forcePinChange: true,
      infoOverrides: new Map([[0x0d, 8]]),
    });
    choosing(rig, { currentPin: '4711', newPin: '81564233' });
    await rig.create(REQUIRED);
    expect(rig.person.newPinRequests[0]).toMatchObject({ minLength: 8, current: { minLength: 4 } });
  });

  it('spends its last try only when the person agrees to it', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true, pinTriesLeft: 1 });
    const typed = { currentPin: '4711', newPin: '815642' };
    choosing(rig, typed, { ...typed, lastTryAgreed: true });
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(problems(rig.person)).toEqual([undefined, 'pin-last-try-unconfirmed']);
    expect(rig.person.newPinRequests[0]?.current?.lastTry).toBe(true);
    expect(commands.filter((command) => command === CHANGE)).toHaveLength(1);
  });

  it('keeps its PIN when the person cancels', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true });
    rig.person.answerNewPin = (_, signal) => neverAnswers(signal);
    const code = rejectionCode(rig.create(REQUIRED));
    await expect.poll(() => rig.person.newPinRequests).toHaveLength(1);
    rig.stop.abort();
    expect(await code).toBe('ceremony-cancelled');
    expect(rig.key.commandLog.some(({ subCommand }) => subCommand === 0x04)).toBe(false);
  });

  it('is not asked where the PIN is blocked', async () => {
    const rig = await KeyRig.with({ pin: '4711', forcePinChange: true, pinTriesLeft: 0 });
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('pin-blocked');
    expect(rig.person.newPinRequests).toEqual([]);
  });
});

it('a key that wants a new PIN gets it at a sign-in too: whoever changes it knows the present one', async () => {
  const rig = await KeyRig.with({ pin: '4711', forcePinChange: true, makeCredUvNotRqd: true });
  const credential = await registered(await rig.create(DISCOURAGED));
  choosing(rig, { currentPin: '4711', newPin: '815642' });
  const response = await rig.get({
    allowCredentials: listOf(credential.id),
    userVerification: 'required',
  });
  expect(await verifyAuthentication(response, credential, true)).toMatchObject({ verified: true });
});

describe('a key without a PIN', () => {
  it.each([
    ['CTAP 2.1', {}, GET_TOKEN],
    [
      'CTAP 2.0',
      { versions: ['FIDO_2_0'], pinUvAuthToken: false, pinProtocols: [1] } as const,
      '06/05',
    ],
  ])('gets its first where the page wants one (%s)', async (_, model, getToken) => {
    const rig = await KeyRig.with(model);
    choosing(rig, { newPin: '815642' });
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['04', '06/02', SET, '04', '06/02', getToken, '01']);
    expect(rig.person.newPinRequests[0]?.current).toBeUndefined();
    expect(rig.key.pinIsSet).toBe(true);
    expect(rig.keys.list.devices[0]?.key?.pinSet).toBe(true);
  });

  it('gets its first where the key itself always wants one', async () => {
    const rig = await KeyRig.with({ alwaysUv: true });
    choosing(rig, { newPin: '815642' });
    await rig.create(DISCOURAGED);
    expect(rig.key.pinIsSet).toBe(true);
  });

  it.each([{}, { versions: ['FIDO_2_0'], pinUvAuthToken: false, pinProtocols: [1] } as const])(
    'gets none at a sign-in, where whoever found it would pass for its owner: %o',
    async (model) => {
      const rig = await KeyRig.with(model);
      const credential = await registered(await rig.create());
      const allowCredentials = listOf(credential.id);
      const commands = await rig.commandsOf(async () => {
        const code = rejectionCode(rig.get({ allowCredentials, userVerification: 'required' }));
        expect(await code).toBe('pin-not-set');
      });
      expect(commands).not.toContain(SET);
      expect(rig.person.newPinRequests).toEqual([]);
      expect(rig.key.pinIsSet).toBe(false);
    },
  );

  it('signs in with a PIN that was set elsewhere meanwhile, unseen', async () => {
    const rig = await KeyRig.with();
    const credential = await registered(await rig.create());
    await setPinElsewhere(rig.key, '4711');
    rig.person.answerPin = () => '4711';
    const response = await rig.get({
      allowCredentials: listOf(credential.id),
      userVerification: 'required',
    });
    expect(await verifyAuthentication(response, credential, true)).toMatchObject({
      verified: true,
    });
  });

  it('says that it has rules of its own', async () => {
    const rig = await KeyRig.with({
      extensions: ['pinComplexityPolicy'],
      pinComplexityPolicy: true,
      infoOverrides: new Map([[0x1d, 12]]),
    });
    choosing(rig, { newPin: '8156428156428' }, { newPin: '815642' });
    await rig.create(REQUIRED);
    expect(rig.person.newPinRequests[0]).toMatchObject({ ownRules: true, maxLength: 12 });
    expect(problems(rig.person)).toEqual([undefined, 'pin-too-long']);
  });

  it('is not asked for one where the page does not need it', async () => {
    const rig = await KeyRig.with();
    await rig.create(DISCOURAGED);
    await rig.create();
    expect(rig.person.newPinRequests).toEqual([]);
    expect(rig.key.pinIsSet).toBe(false);
  });

  it('that knows a finger is not offered one: whoever found it could choose it', async () => {
    const rig = await KeyRig.with({ builtInVerification: { enrolled: true } });
    if (rig.key.verification !== undefined) rig.key.verification.finger = 'unknown';
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('fingerprint-wrong');
    expect(rig.person.newPinRequests).toEqual([]);
  });

  it('whose PIN would be no good for a sign-in is not offered one', async () => {
    const optionOverrides = { noMcGaPermissionsWithClientPin: true };
    const rig = await KeyRig.with({ optionOverrides });
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('key-lacks-user-verification');
  });

  it('gives way to one that has its PIN', async () => {
    const transport = new InProcessTransport();
    const keys = [new VirtualKey(), new VirtualKey({ pin: '4711' })] as const;
    for (const key of keys) transport.insert(key);
    const rig = new Rig(transport);
    await warm(rig.keys);
    rig.person.answerPin = () => '4711';
    await rig.create(REQUIRED);
    expect(keys.map(({ credentials }) => credentials.length)).toEqual([0, 1]);
  });
});
