import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { JSON_RPC_ERROR, RpcId, RpcNotification, RpcRequest } from '../../shared/rpc/json-rpc.ts';
import {
  METHODS,
  type MethodName,
  type MethodParams,
  type MethodResult,
  NOTIFICATIONS,
  type NotificationName,
  type NotificationParams,
} from '../../shared/rpc/methods.ts';
import type { RemoteDesktop } from '../../shared/rpc/remote-desktop.ts';
import * as v from '../../shared/schema/schema.ts';
import { answerHello } from './hello.ts';
import { rpcFailure } from './rpc-failure.ts';

/** JSON travels as UTF-8 (RFC 8259 §8.1); anything else in the bytes is refused. */
const UTF8 = new TextDecoder('utf-8', { fatal: true });

type WorkMethod = Exclude<MethodName, 'hello'>;

/** What does the work of each method but hello. `id` is that of the request. */
export type RpcWork = {
  readonly [M in WorkMethod]: (
    params: MethodParams<M>,
    id: string,
  ) => MethodResult<M> | Promise<MethodResult<M>>;
};

export interface RpcServerParts {
  readonly work: RpcWork;
  /** Whether the program was started for our own extension. */
  readonly callerAllowed: boolean;
  /** Where the person is, as hello tells; asked once. */
  remote?(): Promise<RemoteDesktop | null>;
  /** @returns false when the message is above the cap and was not sent */
  send(message: object): boolean;
  /** The extension and we have agreed on a protocol. */
  onReady(): void;
  /** The caller was told that it may not be here. */
  onRefused(): void;
  /** Something failed that no caller can be told of. */
  onTrouble(error: WardkeyError): void;
}

/**
 * JSON-RPC 2.0 for one extension: hello first, every request answered once, everything checked
 * against its schema in both directions. Batches (§6) are refused.
 */
export class RpcServer {
  readonly #parts: RpcServerParts;
  readonly #open = new Set<string>();
  #ready = false;

  constructor(parts: RpcServerParts) {
    this.#parts = parts;
  }

  /** Takes one message. Never throws; what is wrong with it is answered. */
  receive(message: Uint8Array): void {
    const parsed = parse(message);
    if (parsed === null) {
      this.refuse('message-invalid', JSON_RPC_ERROR.parse);
    } else if (v.is(RpcRequest, parsed.json)) {
      void this.#answer(parsed.json);
    } else if (!v.is(RpcNotification, parsed.json)) {
      this.refuse('message-invalid', JSON_RPC_ERROR.invalidRequest, idOf(parsed.json));
    }
  }

  /** Answers what could not be read as a request. */
  refuse(code: 'message-invalid' | 'message-too-large', number?: number, id?: string): void {
    this.#parts.send(rpcFailure(id ?? null, new WardkeyError(code), number));
  }

  /** Tells the extension something, once hello is done. */
  notify<N extends NotificationName>(method: N, params: NotificationParams<N>): void {
    if (!this.#ready) {
      return;
    }
    if (!v.is(NOTIFICATIONS[method], params)) {
      this.#parts.onTrouble(new WardkeyError('internal', { facts: { method } }));
    } else if (!this.#parts.send({ jsonrpc: '2.0', method, params })) {
      this.#parts.onTrouble(new WardkeyError('message-too-large', { facts: { method } }));
    }
  }

  async #answer(request: RpcRequest): Promise<void> {
    const { id, method } = request;
    if (this.#open.has(id)) {
      this.refuse('message-invalid', JSON_RPC_ERROR.invalidRequest, id);
      return;
    }
    this.#open.add(id);
    try {
      const result = await this.#result(request);
      if (!this.#parts.send({ jsonrpc: '2.0', id, result })) {
        throw new WardkeyError('message-too-large', { facts: { method } });
      }
      if (method === 'hello') {
        this.#parts.onReady();
      }
    } catch (thrown) {
      this.#fail(id, thrown);
    } finally {
      this.#open.delete(id);
    }
  }

  async #result({ id, method, params }: RpcRequest): Promise<unknown> {
    if (!this.#parts.callerAllowed) {
      throw new WardkeyError('caller-not-allowed');
    }
    if (!isMethod(method)) {
      throw new WardkeyError('method-unknown');
    }
    if ((method === 'hello') === this.#ready) {
      throw new WardkeyError('message-invalid', { facts: { method, ready: this.#ready } });
    }
    if (method !== 'hello') {
      return this.#work(method, params, id);
    }
    const agreed = answerHello(checkedParams(method, params));
    // At once, so that a second hello close behind finds the first one taken.
    this.#ready = true;
    const remote = (await this.#parts.remote?.()) ?? null;
    return { ...agreed, ...(remote !== null && { remote }) };
  }

  async #work<M extends WorkMethod>(method: M, params: unknown, id: string): Promise<unknown> {
    const result = await this.#parts.work[method](checkedParams(method, params), id);
    if (!v.is(METHODS[method].result, result)) {
      throw new WardkeyError('internal', { facts: { method } });
    }
    return result;
  }

  #fail(id: string, thrown: unknown): void {
    const error = toWardkeyError(thrown);
    if (error.code === 'internal') {
      this.#parts.onTrouble(error);
    }
    this.#parts.send(rpcFailure(id, error));
    if (error.code === 'caller-not-allowed') {
      this.#parts.onRefused();
    }
  }
}

function isMethod(method: string): method is MethodName {
  return Object.hasOwn(METHODS, method);
}

function checkedParams<M extends MethodName>(method: M, params: unknown): MethodParams<M> {
  const parsed = v.safeParse(METHODS[method].params, params);
  if (!parsed.success) {
    throw new WardkeyError('message-invalid', { facts: { method } });
  }
  return parsed.output;
}

function parse(message: Uint8Array): { readonly json: unknown } | null {
  try {
    return { json: JSON.parse(UTF8.decode(message)) };
  } catch {
    return null;
  }
}

function idOf(json: unknown): string | undefined {
  const holder = v.safeParse(v.looseObject({ id: RpcId }), json);
  return holder.success ? holder.output.id : undefined;
}
