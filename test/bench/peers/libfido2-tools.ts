import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeCbor } from '../../virtual/cbor/decode.ts';
import type { ColdJob, ColdPeer } from './cold-peer.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The tools print authenticator data as a byte string of CBOR. */
function unwrapped(line: string): Uint8Array {
  const bytes = decodeCbor(Buffer.from(line, 'base64'));
  if (!(bytes instanceof Uint8Array)) throw new Error('no authenticator data');
  return bytes;
}

/** The tools ask for the PIN on standard input where there is no terminal. */
function verification({ pin }: ColdJob): { flags: string[]; input: { input?: string } } {
  return pin === undefined
    ? { flags: [], input: {} }
    : { flags: ['-v'], input: { input: `${pin}\n` } };
}

async function inputFile({ folder }: ColdJob, lines: readonly string[]): Promise<string> {
  const path = join(folder, 'input');
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

/** fido2-token, fido2-cred and fido2-assert, which have to be told the path of the node. */
export const libfido2Tools: ColdPeer = {
  name: 'libfido2 tools',
  async info({ device }) {
    const aaguid = Buffer.from(device.key.model.aaguid).toString('hex');
    return {
      command: ['fido2-token', '-I', device.name],
      read(output) {
        if (!output.includes(`aaguid: ${aaguid}`)) throw new Error('another key answered');
      },
    };
  },
  async create(job) {
    const { flags, input } = verification(job);
    const lines = [base64(job.challenge), job.rpId, 'bench', base64(Buffer.from('bench'))];
    const file = await inputFile(job, lines);
    return {
      command: ['fido2-cred', '-M', ...flags, '-i', file, job.device.name],
      ...input,
      read(output) {
        const [hash = '', , , data = '', , signature = '', certificate = ''] = output.split('\n');
        return {
          clientDataHash: Buffer.from(hash, 'base64'),
          authData: unwrapped(data),
          signature: Buffer.from(signature, 'base64'),
          certificate: Buffer.from(certificate, 'base64'),
        };
      },
    };
  },
  async get(job) {
    const { flags, input } = verification(job);
    const file = await inputFile(job, [base64(job.challenge), job.rpId, base64(job.credential.id)]);
    return {
      command: ['fido2-assert', '-G', ...flags, '-i', file, job.device.name],
      ...input,
      read(output) {
        const [hash = '', , data = '', signature = ''] = output.split('\n');
        return {
          clientDataHash: Buffer.from(hash, 'base64'),
          authData: unwrapped(data),
          signature: Buffer.from(signature, 'base64'),
        };
      },
    };
  },
};
