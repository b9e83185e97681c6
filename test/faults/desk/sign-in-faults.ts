import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { listOf } from '../../rig/rig.ts';
import type { DeskFault } from './desk-fault.ts';

/** CTAP 2.1 §6.2 */
const GET_ASSERTION = 0x02;

/** What is found on the key with its PIN. */
export const KEY_LOOK_FAULTS: readonly DeskFault[] = [
  {
    name: 'a key without a passkey for the portal',
    finds: 'credential-absent',
    does: 'look into the key',
    break: () => {},
  },
  {
    name: 'a key with a passkey for the portal',
    finds: 'credential-there',
    says: 'well',
    does: 'look into the key',
    break: async (one) => void (await one.register('required')),
  },
  {
    name: 'a key that does not tell what it holds',
    finds: 'credentials-unlisted',
    says: 'well',
    key: { credentialManagement: 'none' },
    does: 'look into the key',
    break: () => {},
  },
];

/** What a sign-in that failed has left behind. */
export const SIGN_IN_FAULTS: readonly DeskFault[] = [
  {
    name: 'a sign-in with a key that was never registered',
    finds: 'no-credential',
    break: (one) => {
      one.signIn = () => one.rig.get({ allowCredentials: listOf(Buffer.alloc(32, 7)) });
    },
  },
  {
    name: 'a sign-in with a wrong PIN, and then no other',
    finds: 'pin-wrong',
    break: async (one) => {
      const id = await one.register();
      one.rig.person.answerPin = ({ problem }) => {
        if (problem !== undefined) throw new WardkeyError(problem);
        return '9999';
      };
      one.signIn = () =>
        one.rig.get({ allowCredentials: listOf(id), userVerification: 'required' });
    },
  },
  {
    name: 'a sign-in at which nobody touches the key',
    finds: 'not-touched',
    break: async (one) => {
      const id = await one.register();
      one.key.presence.mode = 'wait';
      one.key.presence.timeoutMs = 1;
      one.signIn = () => one.rig.get({ allowCredentials: listOf(id) });
    },
  },
  {
    name: 'a registration at which the person is not there to agree',
    finds: 'not-touched',
    break: (one) => {
      one.key.presence.mode = 'deny';
      one.signIn = () => one.createAnother();
    },
  },
  {
    name: 'a registration with a key that is full',
    finds: 'key-full',
    key: { residentKeySlots: 1 },
    break: async (one) => {
      await one.register('required');
      one.signIn = () =>
        one.rig.create({
          user: { id: 'b3RoZXI', name: 'other', displayName: 'Other' },
          authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        });
    },
  },
  {
    name: 'a sign-in with a key that was pulled out, and is in again',
    finds: 'trouble-gone',
    break: async (one) => {
      const id = await one.register();
      one.key.presence.mode = 'wait';
      one.key.presence.onAwaited(() => one.socket.remove());
      one.signIn = () =>
        one.rig.get({ allowCredentials: listOf(id) }).finally(() => one.socket.insert());
    },
  },
  {
    name: 'a sign-in with a key whose answer makes no sense, and now does',
    finds: 'sign-in-failed',
    says: 'unknown',
    break: async (one) => {
      const id = await one.register();
      one.signIn = async () => {
        one.socket.meddle = async (message, ask) =>
          message[0] === GET_ASSERTION ? Uint8Array.of(0, 0xff) : ask();
        return one.rig.get({ allowCredentials: listOf(id) }).finally(() => {
          one.socket.meddle = (_message, ask) => ask();
        });
      };
    },
  },
];
