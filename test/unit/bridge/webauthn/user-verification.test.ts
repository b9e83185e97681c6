import { describe, expect, it } from 'vitest';
import { rejectionCode } from '../../../rig/code-of.ts';
import {
  registered,
  verifyAuthentication,
  verifyRegistration,
} from '../../../rig/relying-party.ts';
import { KeyRig, listOf } from '../../../rig/rig.ts';
import { CtapFault } from '../../../virtual/status.ts';

const REQUIRED = { authenticatorSelection: { userVerification: 'required' } };
const ENROLLED = { builtInVerification: { enrolled: true } };

describe('built-in user verification', () => {
  it('comes before the PIN, after a look at the tries left', async () => {
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711' });
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['06/07', '06/02', '06/06', '01']);
    expect(rig.person.pinRequests).toEqual([]);
  });

  it('gives way to the PIN after the finger was not known three times', async () => {
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711' });
    const { verification } = rig.key;
    if (verification === undefined) throw new Error('the key has no reader');
    verification.finger = 'unknown';
    rig.person.answerPin = () => '4711';
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands.filter((command) => command === '06/06')).toHaveLength(3);
    expect(rig.person.pinRequests).toHaveLength(1);
  });

  it('is told live, with the tries that are left and why the last finger was not taken', async () => {
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711' });
    const { presence, verification } = rig.key;
    if (verification === undefined) throw new Error('the key has no reader');
    presence.mode = 'wait';
    verification.finger = 'unknown';
    rig.person.onNotice = ({ type }) => {
      if (type === 'fingerprint' || type === 'touch') setTimeout(() => presence.touch());
    };
    rig.person.answerPin = () => '4711';
    await rig.create(REQUIRED);
    const device = rig.keys.list.devices[0];
    const problem = 'fingerprint-wrong';
    expect(rig.person.notices.filter(({ type }) => type === 'fingerprint')).toEqual([
      { type: 'fingerprint', device, triesLeft: 5 },
      { type: 'fingerprint', device, triesLeft: 4, problem },
      { type: 'fingerprint', device, triesLeft: 3, problem },
    ]);
    expect(rig.person.pinRequests).toMatchObject([{ problem }]);
    expect(rig.person.notices.at(-1)).toMatchObject({ type: 'touch' });
  });

  it('gives way to the PIN with the reason, where it is blocked from the start', async () => {
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711' });
    const { verification } = rig.key;
    if (verification === undefined) throw new Error('the key has no reader');
    for (verification.finger = 'unknown'; verification.triesLeft > 0; ) {
      expect(() => verification.verify()).toThrow(CtapFault);
    }
    rig.person.answerPin = () => '4711';
    await rig.create(REQUIRED);
    expect(rig.person.pinRequests).toMatchObject([{ problem: 'fingerprint-blocked' }]);
  });

  it('is not tried where it is blocked', async () => {
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711' });
    const { verification } = rig.key;
    if (verification === undefined) throw new Error('the key has no reader');
    for (verification.finger = 'unknown'; verification.triesLeft > 0; ) {
      expect(() => verification.verify()).toThrow(CtapFault);
    }
    rig.person.answerPin = () => '4711';
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(commands).toEqual(['06/07', '06/01', '06/02', '06/09', '01']);
  });

  it('says what is wrong with the finger where no PIN can take its place', async () => {
    const rig = await KeyRig.with(ENROLLED);
    if (rig.key.verification !== undefined) rig.key.verification.finger = 'unknown';
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('fingerprint-wrong');
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('fingerprint-blocked');
  });

  it('is tried also where the key advises not to try at all', async () => {
    const infoOverrides = new Map([[0x11, 0]]);
    const rig = await KeyRig.with({ ...ENROLLED, pin: '4711', infoOverrides });
    const commands = await rig.commandsOf(() => rig.create(REQUIRED));
    expect(commands).toEqual(['06/07', '06/02', '06/06', '01']);
  });

  it('goes within the command on a key of CTAP 2.0', async () => {
    const rig = await KeyRig.with({
      ...ENROLLED,
      versions: ['FIDO_2_0'],
      pinUvAuthToken: false,
      pinProtocols: [],
    });
    const commands = await rig.commandsOf(async () => {
      const credential = await registered(await rig.create(REQUIRED));
      const response = await rig.get({
        allowCredentials: listOf(credential.id),
        userVerification: 'required',
      });
      expect(await verifyAuthentication(response, credential, true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['01', '02']);
  });

  it('gives way to the PIN on a key of CTAP 2.0 too', async () => {
    const rig = await KeyRig.with({
      ...ENROLLED,
      versions: ['FIDO_2_0'],
      pinUvAuthToken: false,
      pin: '4711',
    });
    if (rig.key.verification !== undefined) rig.key.verification.finger = 'unknown';
    rig.person.answerPin = () => '4711';
    const commands = await rig.commandsOf(async () => {
      expect(await verifyRegistration(await rig.create(REQUIRED), true)).toMatchObject({
        verified: true,
      });
    });
    expect(commands).toEqual(['01', '06/01', '06/02', '06/05', '01']);
    expect(rig.person.pinRequests).toMatchObject([{ problem: 'fingerprint-wrong' }]);
  });

  it('has no PIN in its place on a key whose PIN is good for its management alone', async () => {
    const model = { ...ENROLLED, pin: '4711', noMcGaPermissionsWithClientPin: true };
    const rig = await KeyRig.with(model);
    const { verification } = rig.key;
    if (verification === undefined) throw new Error('the key has no reader');
    await registered(await rig.create(REQUIRED));
    verification.finger = 'unknown';
    expect(await rejectionCode(rig.create(REQUIRED))).toBe('fingerprint-wrong');
    while (verification.triesLeft > 0) expect(() => verification.verify()).toThrow(CtapFault);
    expect(await rejectionCode(rig.get(REQUIRED))).toBe('fingerprint-blocked');
    expect(rig.person.pinRequests).toEqual([]);
    expect(rig.key.pinTriesLeft).toBe(8);
  });

  it('counts for nothing without an enrolled finger', async () => {
    const rig = await KeyRig.with({ builtInVerification: { enrolled: false }, pin: '4711' });
    rig.person.answerPin = () => '4711';
    await rig.create(REQUIRED);
    expect(rig.person.pinRequests).toHaveLength(1);
  });
});
