import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gotOfJson, madeOfJson } from '../device/attestation.ts';
import type { ColdJob, ColdPeer } from './cold-peer.ts';

const ES256 = -7;

function verification({ pin }: ColdJob): { wish: string[]; input: { input?: string } } {
  return {
    wish: ['--user-verification', pin === undefined ? 'discouraged' : 'required'],
    input: pin === undefined ? {} : { input: `${pin}\n` },
  };
}

/** The installed program. @param program as `wardkey install` placed it */
export function wardkeyCommands(program: string): ColdPeer {
  return {
    name: 'Wardkey',
    async info({ device }) {
      const aaguid = Buffer.from(device.key.model.aaguid).toString('hex');
      return {
        command: [program, 'key', 'info', '--json'],
        read(output) {
          if (!JSON.stringify(JSON.parse(output)).replaceAll('-', '').includes(aaguid)) {
            throw new Error('another key answered');
          }
        },
      };
    },
    async create(job) {
      const { wish, input } = verification(job);
      return {
        command: [program, 'register', '--json', ...wish],
        ...input,
        read: (output) => madeOfJson(JSON.parse(output).response),
      };
    },
    async get(job) {
      const { wish, input } = verification(job);
      const { id, publicKey } = job.credential;
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const file = join(job.folder, 'made.json');
      const credential = {
        id: Buffer.from(id).toString('base64url'),
        publicKey: spki.toString('base64url'),
        algorithm: ES256,
        signCount: 0,
      };
      await writeFile(file, JSON.stringify({ credential }));
      return {
        command: [program, 'sign', file, '--json', ...wish],
        ...input,
        read: (output) => gotOfJson(JSON.parse(output).response),
      };
    },
  };
}
