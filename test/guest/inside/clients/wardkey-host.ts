import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { ErrorCode } from '../../../../shared/errors/codes.ts';
import type { CeremonyEvent } from '../../../../shared/rpc/ceremony.ts';
import { DeviceList } from '../../../../shared/rpc/device.ts';
import { type RpcFailure, RpcFromBridge } from '../../../../shared/rpc/json-rpc.ts';
import { NOTIFICATIONS } from '../../../../shared/rpc/methods.ts';
import {
  AuthenticationResponseJson,
  type CreationOptionsJson,
  RegistrationResponseJson,
  type RequestOptionsJson,
} from '../../../../shared/rpc/webauthn-json.ts';
import { HELLO, HostProcess, OUR_ORIGIN } from '../../../rig/host-process.ts';
import { decodeCbor } from '../../../virtual/cbor/decode.ts';
import { creationOptions, requestOptions } from '../web-options.ts';
import {
  type Assertion,
  type FidoClient,
  type KeyInfo,
  type Registration,
  RP_ID,
} from './fido-client.ts';
import { BUNDLE, keyInfo } from './wardkey-command.ts';

const CALLER = { origin: `https://${RP_ID}`, sameOriginWithAncestors: true };
const PATIENCE_MS = 60_000;

type RefusalData = RpcFailure['error']['data'];
type PinEvent = CeremonyEvent & { readonly type: 'pin' };

/** What the bridge answered in the place of a result. */
export class BridgeRefusal extends Error {
  readonly code: ErrorCode;
  readonly facts: RefusalData['facts'];

  constructor({ code, facts }: RefusalData) {
    super(`the bridge answered ${code} ${JSON.stringify(facts)}`);
    this.code = code;
    this.facts = facts;
  }
}

/** The built bridge as a browser runs it: one process for all, warm, over native messaging. */
export class WardkeyHost implements FidoClient {
  readonly name = 'wardkey';
  readonly #host: HostProcess;
  readonly #waiting = new Map<string, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Set<(list: DeviceList) => void>();
  #list: DeviceList = { devices: [], problems: [] };
  #requests = 0;
  #fatal: unknown;
  /** Called with every event of the ceremony that runs. */
  onEvent: (event: CeremonyEvent) => void = () => {};
  /** The person's answer to the PIN step; without one the ceremony is cancelled. */
  answerPin: (event: PinEvent) => string | undefined = () => undefined;

  private constructor(host: HostProcess) {
    this.#host = host;
  }

  static async start(): Promise<WardkeyHost> {
    const process_ = new HostProcess([process.execPath, BUNDLE, OUR_ORIGIN], { HOME: '/root' });
    const host = new WardkeyHost(process_);
    void host.#listen();
    const greeted = host.#answerTo('hello');
    process_.send(HELLO);
    await greeted;
    return host;
  }

  get list(): DeviceList {
    return this.#list;
  }

  /** Waits until the list of devices is as wanted. */
  async until(isWanted: (list: DeviceList) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = (list: DeviceList): void => {
      if (isWanted(list)) resolve();
    };
    const timer = setTimeout(() => reject(new Error(this.#state())), PATIENCE_MS);
    this.#listeners.add(look);
    look(this.#list);
    await promise.finally(() => {
      clearTimeout(timer);
      this.#listeners.delete(look);
    });
  }

  /** Waits until so many keys are there, and all of them have said what they are. */
  keysRead(count: number): Promise<void> {
    return this.until(
      ({ devices }) => devices.length === count && devices.every(({ key }) => key !== undefined),
    );
  }

  info(): Promise<KeyInfo> {
    return keyInfo();
  }

  async register(pin?: string): Promise<Registration> {
    const userVerification = pin === undefined ? 'discouraged' : 'required';
    this.answerPin = () => pin;
    const authenticatorSelection = { userVerification };
    const { response, rawId } = await this.create({ authenticatorSelection });
    const object = decodeCbor(Buffer.from(response.attestationObject, 'base64url'));
    assert.ok(object instanceof Map);
    const statement = object.get('attStmt');
    assert.ok(statement instanceof Map);
    const certificates = statement.get('x5c');
    return {
      clientDataHash: sha256(response.clientDataJSON),
      format: v.parse(v.string(), object.get('fmt')),
      authData: bytes(object.get('authData')),
      credentialId: Buffer.from(rawId, 'base64url'),
      signature: bytes(statement.get('sig')),
      certificate: bytes(Array.isArray(certificates) ? certificates[0] : undefined),
    };
  }

  async signIn(credentialId: Uint8Array, pin?: string): Promise<Assertion> {
    const userVerification = pin === undefined ? 'discouraged' : 'required';
    this.answerPin = () => pin;
    const id = Buffer.from(credentialId).toString('base64url');
    const allowCredentials = [{ type: 'public-key', id }];
    const { response } = await this.get({ allowCredentials, userVerification });
    return {
      clientDataHash: sha256(response.clientDataJSON),
      authData: Buffer.from(response.authenticatorData, 'base64url'),
      signature: Buffer.from(response.signature, 'base64url'),
    };
  }

  /** What the PIN step shows; the ceremony is cancelled then. */
  async pinTries(): Promise<number> {
    let tries: number | null = null;
    this.answerPin = ({ triesLeft }) => {
      tries = triesLeft;
      return undefined;
    };
    const created = this.create({ authenticatorSelection: { userVerification: 'required' } });
    await assert.rejects(created, { code: 'ceremony-cancelled' });
    assert.ok(tries !== null);
    return tries;
  }

  async tryWrongPin(pin: string): Promise<void> {
    const problems: (string | undefined)[] = [];
    this.answerPin = ({ problem }) => {
      problems.push(problem);
      return problem === undefined ? pin : undefined;
    };
    const created = this.create({ authenticatorSelection: { userVerification: 'required' } });
    await assert.rejects(created, { code: 'ceremony-cancelled' });
    assert.deepEqual(problems, [undefined, 'pin-wrong']);
  }

  /** @throws BridgeRefusal */
  async create(changes: Partial<CreationOptionsJson> = {}): Promise<RegistrationResponseJson> {
    const options = creationOptions(changes);
    const made = await this.#request('webauthn.create', { ...CALLER, options });
    return v.parse(RegistrationResponseJson, made);
  }

  /** @throws BridgeRefusal */
  async get(changes: Partial<RequestOptionsJson> = {}): Promise<AuthenticationResponseJson> {
    const options = requestOptions(changes);
    const made = await this.#request('webauthn.get', { ...CALLER, options });
    return v.parse(AuthenticationResponseJson, made);
  }

  #request(method: string, params: unknown): Promise<unknown> {
    this.#requests += 1;
    const id = `${method} ${this.#requests}`;
    const answer = this.#answerTo(id);
    this.#host.send({ jsonrpc: '2.0', id, method, params });
    return answer;
  }

  #answerTo(id: string): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    if (this.#fatal !== undefined) answer.reject(this.#fatal);
    this.#waiting.set(id, answer);
    return answer.promise;
  }

  async #listen(): Promise<void> {
    try {
      for (;;) this.#take(v.parse(RpcFromBridge, await this.#host.receive()));
    } catch (error) {
      this.#fatal = error;
      for (const { reject } of this.#waiting.values()) reject(error);
    }
  }

  #take(message: RpcFromBridge): void {
    if ('result' in message) {
      this.#waiting.get(message.id)?.resolve(message.result);
    } else if ('error' in message) {
      this.#waiting.get(message.id ?? '')?.reject(new BridgeRefusal(message.error.data));
    } else if (message.method === 'devices.changed') {
      this.#list = v.parse(DeviceList, message.params);
      for (const listener of [...this.#listeners]) listener(this.#list);
    } else {
      const { ceremony, event } = v.parse(NOTIFICATIONS['ceremony.event'], message.params);
      this.#attend(ceremony, event);
    }
  }

  #attend(ceremony: string, event: CeremonyEvent): void {
    this.onEvent(event);
    if (event.type !== 'pin') return;
    const pin = this.answerPin(event);
    const { step } = event;
    const settled =
      pin === undefined
        ? this.#request('ceremony.cancel', { ceremony })
        : this.#request('ceremony.answer', {
            ...{ ceremony, step, type: 'pin', pin, lastTryAgreed: false },
          });
    // What it is answered with shows in the ceremony's own end.
    settled.catch(() => {});
  }

  #state(): string {
    return `the bridge still shows ${JSON.stringify(this.#list)} ${this.#host.errors}`;
  }
}

function sha256(clientDataJson: string): Buffer {
  return createHash('sha256').update(Buffer.from(clientDataJson, 'base64url')).digest();
}

function bytes(value: unknown): Uint8Array {
  assert.ok(value instanceof Uint8Array);
  return value;
}
