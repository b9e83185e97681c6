import assert from 'node:assert/strict';
import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeCbor } from '../../../virtual/cbor/decode.ts';
import { encodeCbor } from '../../../virtual/cbor/encode.ts';
import { outcomeOf, outputOf } from '../program.ts';
import {
  type Assertion,
  type FidoClient,
  type KeyInfo,
  type Registration,
  RP_ID,
  someClientDataHash,
} from './fido-client.ts';

/** Debian's fido2-tools: `fido2-token`, `fido2-cred` and `fido2-assert`. */
export class Libfido2 implements FidoClient {
  readonly name = 'libfido2';
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async ready(): Promise<Libfido2> {
    return new Libfido2(await mkdtemp(join(tmpdir(), 'libfido2-')));
  }

  /** Device nodes of the keys that it finds. */
  async nodes(uid = 0): Promise<string[]> {
    const listed = await outputOf(['fido2-token', '-L'], { uid });
    return lines(listed).map((line) => line.slice(0, line.indexOf(':')));
  }

  async info(): Promise<KeyInfo> {
    const told = await this.#told();
    const words = (name: string): string[] => (told.get(name) ?? '').split(', ');
    const number = (name: string): number => Number(told.get(name));
    return {
      versions: words('version strings'),
      extensions: words('extension strings').sort(),
      aaguid: told.get('aaguid') ?? '',
      // An option that is false carries "no" before its name.
      options: Object.fromEntries(
        words('options').map((word) =>
          word.startsWith('no') ? [word.slice(2), false] : [word, true],
        ),
      ),
      maxMsgSize: number('maxmsgsiz'),
      pinUvAuthProtocols: words('pin protocols').map(Number),
      maxCredentialCountInList: number('maxcredcntlst'),
      maxCredentialIdLength: number('maxcredlen'),
      transports: words('transport strings'),
      algorithms: words('algorithms').map((word) => ALGORITHMS[word.split(' ')[0] ?? ''] ?? 0),
      minPINLength: number('minpinlen'),
    };
  }

  async register(pin?: string): Promise<Registration> {
    const { node, uv } = await this.#ceremony(pin);
    const parameters = [someClientDataHash(), RP_ID, 'sam@nhs.net', randomBytes(16)];
    const input = await this.#file('cred', parameters);
    const out = await outputOf(['fido2-cred', '-M', ...uv, '-i', input, node], pinInput(pin));
    const [hash = '', rpId, format = '', authData, id = '', signature = '', certificate = ''] =
      lines(out);
    assert.equal(rpId, RP_ID);
    return {
      clientDataHash: fromBase64(hash),
      format,
      authData: unwrapped(authData),
      credentialId: fromBase64(id),
      signature: fromBase64(signature),
      certificate: fromBase64(certificate),
    };
  }

  async signIn(credentialId: Uint8Array, pin?: string): Promise<Assertion> {
    const { node, uv } = await this.#ceremony(pin);
    const input = await this.#file('assert', [someClientDataHash(), RP_ID, credentialId]);
    const out = await outputOf(['fido2-assert', '-G', ...uv, '-i', input, node], pinInput(pin));
    const [hash = '', rpId, authData, signature = ''] = lines(out);
    assert.equal(rpId, RP_ID);
    return {
      clientDataHash: fromBase64(hash),
      authData: unwrapped(authData),
      signature: fromBase64(signature),
    };
  }

  async pinTries(): Promise<number> {
    return Number((await this.#told()).get('pin retries'));
  }

  async tryWrongPin(pin: string): Promise<void> {
    const { node, uv } = await this.#ceremony(pin);
    const input = await this.#file('wrong', [someClientDataHash(), RP_ID, 'sam', randomBytes(16)]);
    const refused = await outcomeOf(['fido2-cred', '-M', ...uv, '-i', input, node], pinInput(pin));
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.err, /FIDO_ERR_PIN_INVALID/);
  }

  /** Makes a PIN for a key that has none. */
  async setPin(pin: string): Promise<void> {
    const input = `${pin}\n${pin}\n`;
    await outputOf(['fido2-token', '-S', await this.node()], { input });
  }

  async changePin(old: string, pin: string): Promise<void> {
    const input = `${old}\n${pin}\n${pin}\n`;
    await outputOf(['fido2-token', '-C', await this.node()], { input });
  }

  /**
   * Checks a registration of any client: signature, certificate, RP ID, and user verification when
   * that is asked for.
   * @returns the path of the credential's public key, for {@link verifyAssertion}
   * @throws Error when it is not right
   */
  async verifyRegistration(made: Registration, userVerified: boolean): Promise<string> {
    const { clientDataHash, format, authData, credentialId, signature, certificate } = made;
    const wrapped = encodeCbor(authData);
    const proof = [wrapped, credentialId, signature, certificate];
    const input = await this.#file('made', [clientDataHash, RP_ID, format, ...proof]);
    const uv = userVerified ? ['-v'] : [];
    const [id = '', ...key] = lines(await outputOf(['fido2-cred', '-V', ...uv, '-i', input]));
    assert.deepEqual(fromBase64(id), Buffer.from(credentialId));
    return this.#file('key.pem', key);
  }

  /** @param spki DER @returns a path for {@link verifyAssertion} */
  keyFile(spki: Uint8Array): Promise<string> {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return this.#file('key.pem', [key.export({ format: 'pem', type: 'spki' }).toString().trim()]);
  }

  /** Checks an assertion of any client. @throws Error when it is not right */
  async verifyAssertion(made: Assertion, publicKey: string, userVerified: boolean): Promise<void> {
    const { clientDataHash, authData, signature } = made;
    const wrapped = encodeCbor(authData);
    const input = await this.#file('signed', [clientDataHash, RP_ID, wrapped, signature]);
    const uv = userVerified ? ['-v'] : [];
    await outputOf(['fido2-assert', '-V', '-p', ...uv, '-i', input, publicKey]);
  }

  /** The node of the one key that is there. */
  async node(): Promise<string> {
    const [node, ...more] = await this.nodes();
    if (node === undefined || more.length > 0) throw new Error('libfido2 does not see one key');
    return node;
  }

  async #ceremony(pin: string | undefined): Promise<{ node: string; uv: string[] }> {
    return { node: await this.node(), uv: pin === undefined ? [] : ['-v'] };
  }

  async #told(): Promise<ReadonlyMap<string, string>> {
    const told = await outputOf(['fido2-token', '-I', await this.node()]);
    return new Map(
      lines(told).map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
  }

  /** Bytes are written as base64, texts as they are, each on a line of its own. */
  async #file(name: string, values: readonly (string | Uint8Array)[]): Promise<string> {
    const path = join(this.#folder, name);
    const text = values.map((value) =>
      typeof value === 'string' ? value : Buffer.from(value).toString('base64'),
    );
    await writeFile(path, `${text.join('\n')}\n`);
    return path;
  }
}

const ALGORITHMS: Readonly<Record<string, number>> = { es256: -7, eddsa: -8 };

function pinInput(pin: string | undefined): { readonly input?: string } {
  return pin === undefined ? {} : { input: `${pin}\n` };
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

/** Its authenticator data stands in a CBOR byte string, as CTAP carries it. */
function unwrapped(base64: string | undefined): Uint8Array {
  const value = decodeCbor(fromBase64(base64 ?? ''));
  assert.ok(value instanceof Uint8Array);
  return value;
}
