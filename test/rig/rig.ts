import { onTestFinished } from 'vitest';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import type { Transport } from '../../bridge/transport/transport.ts';
import type { Caller } from '../../bridge/webauthn/caller.ts';
import { WebAuthnClient, type WebAuthnClientParts } from '../../bridge/webauthn/client.ts';
import type {
  AuthenticationResponseJson,
  CreationOptionsJson,
  RegistrationResponseJson,
  RequestOptionsJson,
} from '../../shared/rpc/webauthn-json.ts';
import { commandNames } from '../virtual/command-names.ts';
import { InProcessTransport } from '../virtual/in-process-transport.ts';
import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { noWellKnown } from './no-well-known.ts';
import { ScriptedPerson } from './scripted-person.ts';
import { warm } from './warm.ts';

export const CALLER: Caller = {
  origin: 'https://login.microsoft.com',
  sameOriginWithAncestors: true,
};

const CHALLENGE = Buffer.alloc(32, 0x5a).toString('base64url');

export function creationOptions(changes: Partial<CreationOptionsJson> = {}): CreationOptionsJson {
  return {
    rp: { id: 'login.microsoft.com', name: 'Practice' },
    user: {
      id: Buffer.from('user-1').toString('base64url'),
      name: 'sam@nhs.net',
      displayName: 'Sam',
    },
    challenge: CHALLENGE,
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    ...changes,
  };
}

export function requestOptions(changes: Partial<RequestOptionsJson> = {}): RequestOptionsJson {
  return { challenge: CHALLENGE, rpId: 'login.microsoft.com', ...changes };
}

/** Allow or exclude list entries of these ids. */
export function listOf(...ids: readonly (string | Uint8Array)[]) {
  return ids.map((id) => ({
    type: 'public-key',
    id: typeof id === 'string' ? id : Buffer.from(id).toString('base64url'),
  }));
}

/** A client of whose relying parties none has a file of related origins, unless said otherwise. */
export function clientOver(
  keys: AttachedKeys,
  changes: Partial<Omit<WebAuthnClientParts, 'keys'>> = {},
): WebAuthnClient {
  const nobody = { allowedOrigins: [], enterpriseRpIds: [], fetchWellKnown: noWellKnown };
  return new WebAuthnClient({ keys, ...nobody, ...changes });
}

/** Attached keys, the client over them and a person, all of one test, which ends them. */
export class Rig {
  readonly person = new ScriptedPerson();
  readonly keys: AttachedKeys;
  readonly client: WebAuthnClient;
  readonly stop = new AbortController();

  constructor(transport: Transport) {
    this.keys = new AttachedKeys([transport]);
    this.client = clientOver(this.keys);
    this.keys.start();
    onTestFinished(() => this.keys.stop());
  }

  create(changes: Partial<CreationOptionsJson> = {}): Promise<RegistrationResponseJson> {
    return this.client.create(CALLER, creationOptions(changes), this.person, this.stop.signal);
  }

  get(changes: Partial<RequestOptionsJson> = {}): Promise<AuthenticationResponseJson> {
    return this.client.get(CALLER, requestOptions(changes), this.person, this.stop.signal);
  }
}

/** A rig with one virtual key that has said what it is. */
export class KeyRig extends Rig {
  readonly key: VirtualKey;
  readonly transport: InProcessTransport;

  private constructor(key: VirtualKey, transport: InProcessTransport) {
    super(transport);
    this.key = key;
    this.transport = transport;
  }

  static async with(options: VirtualKeyOptions = {}): Promise<KeyRig> {
    const key = new VirtualKey(options);
    const transport = new InProcessTransport();
    transport.insert(key);
    const rig = new KeyRig(key, transport);
    await warm(rig.keys);
    return rig;
  }

  /** What the key was sent while something ran, by {@link commandNames}. */
  async commandsOf(run: () => Promise<unknown>): Promise<string[]> {
    const before = this.key.commandLog.length;
    await run();
    return commandNames(this.key.commandLog.slice(before));
  }
}
