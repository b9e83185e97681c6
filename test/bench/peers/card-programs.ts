import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Invocation } from './cold-peer.ts';

/** What a program is started for on a PIV card. */
export interface CardJob {
  readonly reader: string;
  readonly pin: string;
  /** Of the key to sign in with, slot 9a; DER. */
  readonly certificate: Uint8Array;
  /** Its holder's name, as every program prints it. */
  readonly holder: string;
  /** What is to be signed. */
  readonly message: Uint8Array;
  /** Holds the message in `message`, and the certificate in `certificate.pem`. */
  readonly folder: string;
}

/** A program for smartcards. */
export interface CardProgram {
  readonly name: string;
  list?(job: CardJob): Invocation<void>;
  sign?(job: CardJob): Invocation<void>;
}

function includes(output: string, ...wanted: readonly string[]): void {
  const missing = wanted.filter((text) => !output.includes(text));
  if (missing.length > 0) throw new Error(`it does not say ${missing.join(', ')}`);
}

/** @throws Error when the key of the card has not signed the message */
function checkSignature({ certificate, message }: CardJob, signature: Uint8Array): void {
  const { publicKey } = new X509Certificate(certificate);
  if (!verify('sha256', message, publicKey, signature)) throw new Error('the signature is wrong');
}

/** The installed program. @param program as `wardkey install` placed it */
function wardkeyCards(program: string): CardProgram {
  return {
    name: 'Wardkey',
    list: ({ certificate, holder }) => ({
      command: [program, 'card', 'certificate', '--json'],
      read(output) {
        const { serialNumber } = new X509Certificate(certificate);
        includes(output.toUpperCase(), holder.toUpperCase(), serialNumber);
      },
    }),
    sign: (job) => ({
      command: [program, 'card', 'sign', join(job.folder, 'message'), '--slot', '9a', '--json'],
      input: `${job.pin}\n`,
      read: (output) => checkSignature(job, Buffer.from(JSON.parse(output).signature, 'base64url')),
    }),
  };
}

const pkcs15Tool: CardProgram = {
  name: 'OpenSC pkcs15-tool',
  list: () => ({
    command: ['pkcs15-tool', '--list-certificates'],
    read: (output) =>
      includes(output, 'Certificate for PIV Authentication', 'Certificate for Digital Signature'),
  }),
};

const pkcs11Tool: CardProgram = {
  name: 'OpenSC pkcs11-tool',
  list: ({ holder }) => ({
    command: ['pkcs11-tool', '--list-objects', '--type', 'cert'],
    read: (output) => includes(output, 'Certificate for PIV Authentication', holder),
  }),
  sign(job) {
    const signature = join(job.folder, 'signature');
    const how = ['--sign', '--id', '01', '--mechanism', 'ECDSA-SHA256'];
    const files = ['--input-file', join(job.folder, 'message'), '--output-file', signature];
    const format = ['--signature-format', 'openssl'];
    return {
      command: ['pkcs11-tool', '--login', '--pin', job.pin, ...how, ...format, ...files],
      read: () => checkSignature(job, readFileSync(signature)),
    };
  },
};

const yubicoPivTool: CardProgram = {
  name: 'yubico-piv-tool',
  list: ({ reader, holder }) => ({
    command: ['yubico-piv-tool', '--reader', reader, '-a', 'status'],
    read: (output) => includes(output, 'Slot 9a', 'Slot 9c', holder),
  }),
  // It signs what it makes up itself, and checks that with the certificate.
  sign({ reader, pin, folder }) {
    const actions = ['-a', 'verify-pin', '-P', pin, '-a', 'test-signature', '-s', '9a'];
    const certificate = join(folder, 'certificate.pem');
    return {
      command: ['yubico-piv-tool', '--reader', reader, ...actions, '-i', certificate],
      read: (_, errorOutput = '') => includes(errorOutput, 'Successful'),
    };
  },
};

const ykmanPiv: CardProgram = {
  name: 'ykman',
  list: ({ reader, holder }) => ({
    command: ['ykman', '--reader', reader, 'piv', 'info'],
    read: (output) => includes(output, 'Slot 9a', holder),
  }),
};

/** All that are measured. @param program Wardkey, as `wardkey install` placed it */
export function cardPrograms(program: string): readonly CardProgram[] {
  return [wardkeyCards(program), pkcs15Tool, pkcs11Tool, yubicoPivTool, ykmanPiv];
}
