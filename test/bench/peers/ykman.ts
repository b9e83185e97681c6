import type { ColdPeer } from './cold-peer.ts';

/** ykman over a reader: over USB it takes no key but Yubico's. */
export const ykman: ColdPeer = {
  name: 'ykman',
  why: 'has no command that makes or uses a credential',
  async info({ device, pin }) {
    const expected =
      pin === undefined ? 'PIN is not set' : 'PIN is set, with 8 attempt(s) remaining';
    return {
      command: ['ykman', '--reader', device.name, 'fido', 'info'],
      read(output) {
        if (!output.includes(expected)) throw new Error('another key answered');
      },
    };
  },
};
