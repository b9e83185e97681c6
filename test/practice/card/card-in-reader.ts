import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '../../kit/inherited-environment.ts';
import type { CardAnswer } from '../../portal/care-identity.ts';
import { buildTargets, TARGETS } from '../../run/build.ts';
import { PrivatePcscd } from '../../virtual/pcsc-reader/private-pcscd.ts';
import type { CardKey } from '../../virtual/piv-card/card-key.ts';
import { PivCard } from '../../virtual/piv-card/piv-card.ts';
import type { CardSeat } from './card-seat.ts';

const WARDKEY = fileURLToPath(new URL(`../../../${TARGETS.bridge}/wardkey.mjs`, import.meta.url));
const PASSCODE = '271828';

/** How long the service may take to see the card, in milliseconds. */
const PATIENCE_MS = 15_000;

const SIGN = ['card', 'sign', '--slot', '9a', '--json', '--pin-fd', '3', '-'];

/**
 * A PIV card in a reader of a real pcscd of its own, asked by the built program as a person has it:
 * `wardkey card sign`, which is given the passcode on a descriptor.
 * @throws Error where the machine lacks pcscd or what builds a reader for it
 */
export async function cardInReader(key: CardKey): Promise<CardSeat> {
  buildTargets(['bridge']);
  const pcscd = await PrivatePcscd.start({ readers: ['Wardkey Practice Reader'] });
  const card = new PivCard({ keys: { '9a': key }, pin: PASSCODE });
  return {
    way: 'reader',
    ask: (challenge) => sign(challenge, pcscd.env),
    insert: async () => pcscd.readers[0]?.insert(card),
    close: () => pcscd.stop(),
  };
}

/**
 * Asks again while the card is not seen: what goes into a reader takes its way through the service.
 * @throws Error with what the program said when it did not sign
 */
async function sign(
  challenge: Uint8Array,
  env: Readonly<Record<string, string>>,
): Promise<CardAnswer> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const out = await runWardkey(challenge, env);
    const { certificate, signature, error }: Record<string, unknown> = JSON.parse(out);
    if (typeof certificate === 'string' && typeof signature === 'string') {
      return { certificate: bytesOf(certificate), signature: bytesOf(signature) };
    }
    const isUnseen = error instanceof Object && 'code' in error && error.code === 'device-none';
    if (!isUnseen || performance.now() > end) throw new Error(`wardkey card sign: ${out}`);
  }
}

/** @returns what the program printed, JSON in every case */
async function runWardkey(
  challenge: Uint8Array,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(process.execPath, [WARDKEY, ...SIGN], {
    env: { ...inheritedEnvironment(), ...env, PATH: '' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [input, output, errors, passcode] = child.stdio;
  if (!(passcode && 'end' in passcode)) throw new Error('no descriptor for the passcode');
  // A program that ends early reads neither; what it printed says why.
  for (const pipe of [input, passcode]) pipe.on('error', () => {});
  errors.pipe(process.stderr);
  passcode.end(`${PASSCODE}\n`);
  input.end(challenge);
  const [out] = await Promise.all([text(output), ended]);
  return out;
}

function bytesOf(base64url: string): Uint8Array {
  return Buffer.from(base64url, 'base64url');
}
