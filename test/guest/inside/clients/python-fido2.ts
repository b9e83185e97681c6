import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import {
  type Assertion,
  type FidoClient,
  type KeyInfo,
  type Registration,
  RP_ID,
  someClientDataHash,
} from './fido-client.ts';

const PYTHON = '/usr/bin/python3';
const PROGRAM = fileURLToPath(new URL('./python_client.py', import.meta.url));
const PIN_INVALID = 0x31;

const Answer = v.union([
  v.strictObject({ result: v.unknown() }),
  v.strictObject({ error: v.string() }),
]);
const Hex = v.pipe(
  v.string(),
  v.transform((text) => Buffer.from(text, 'hex')),
);
const Info = v.object({
  versions: v.array(v.string()),
  extensions: v.array(v.string()),
  aaguid: v.string(),
  options: v.record(v.string(), v.boolean()),
  maxMsgSize: v.number(),
  pinUvAuthProtocols: v.array(v.number()),
  maxCredentialCountInList: v.number(),
  maxCredentialIdLength: v.number(),
  transports: v.array(v.string()),
  algorithms: v.array(v.number()),
  minPINLength: v.number(),
});
const Made = v.object({
  format: v.string(),
  authData: Hex,
  credentialId: Hex,
  signature: Hex,
  certificate: Hex,
});
const Signed = v.object({ authData: Hex, signature: Hex });

/** Debian's python3-fido2, in one process: loading it takes longer than what it does. */
export class PythonFido2 implements FidoClient {
  readonly name = 'python-fido2';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.pipe(process.stderr);
  }

  static start(): PythonFido2 {
    return new PythonFido2(spawn(PYTHON, [PROGRAM]));
  }

  async nodes(): Promise<string[]> {
    return v.parse(v.array(v.string()), await this.#play('nodes'));
  }

  async info(): Promise<KeyInfo> {
    return v.parse(Info, await this.#play('info'));
  }

  async register(pin?: string): Promise<Registration> {
    const clientDataHash = someClientDataHash();
    const request = { hash: clientDataHash.toString('hex'), rpId: RP_ID, pin };
    const made = v.parse(Made, await this.#play('register', request));
    return { clientDataHash, ...made };
  }

  async signIn(credentialId: Uint8Array, pin?: string): Promise<Assertion> {
    const clientDataHash = someClientDataHash();
    const hash = clientDataHash.toString('hex');
    const credential = Buffer.from(credentialId).toString('hex');
    const request = { hash, rpId: RP_ID, credentialId: credential, pin };
    return { clientDataHash, ...v.parse(Signed, await this.#play('sign_in', request)) };
  }

  async pinTries(): Promise<number> {
    return v.parse(v.number(), await this.#play('pin_tries'));
  }

  async tryWrongPin(pin: string): Promise<void> {
    assert.equal(await this.#play('wrong_pin', { pin }), PIN_INVALID);
  }

  async setPin(pin: string): Promise<void> {
    await this.#play('set_pin', { pin });
  }

  async changePin(old: string, pin: string): Promise<void> {
    await this.#play('change_pin', { old, pin });
  }

  async #play(action: string, more: object = {}): Promise<unknown> {
    this.#child.stdin.write(`${JSON.stringify({ action, ...more })}\n`);
    const { value, done } = await this.#answers.next();
    if (done === true) throw new Error('python3-fido2 has ended');
    const answer = v.parse(Answer, JSON.parse(value));
    if ('error' in answer) throw new Error(`python3-fido2, ${action}: ${answer.error}`);
    return answer.result;
  }
}
