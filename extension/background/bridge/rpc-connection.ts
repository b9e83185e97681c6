import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { RpcFromBridge } from '../../../shared/rpc/json-rpc.ts';
import { MAX_MESSAGE_BYTES } from '../../../shared/rpc/limits.ts';
import {
  METHODS,
  type MethodName,
  type MethodParams,
  type MethodResult,
  NOTIFICATIONS,
  type NotificationName,
  type NotificationParams,
} from '../../../shared/rpc/methods.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { NativePort, OpenNativePort } from '../../platform/native-port.ts';
import { codeOfNativeError } from './native-host-errors.ts';

/** Calls of one notification, by name. */
export type NotificationHandlers = {
  readonly [N in NotificationName]: (params: NotificationParams<N>) => void;
};

export interface CallOptions {
  readonly timeoutMs: number;
  /**
   * What the call rejects with when the time is over. `bridge-mute` says that the bridge answers
   * this at once by itself, so that one that did not is stuck: the connection then ends.
   */
  readonly timeoutCode: ErrorCode;
  /** The request's id, when the caller has to know it: a ceremony is known by it. */
  readonly id?: string;
}

interface Pending {
  readonly method: MethodName;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: WardkeyError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** JSON-RPC 2.0 over one life of the native port: both directions are checked, nothing waits forever. */
export class RpcConnection {
  readonly #port: NativePort;
  readonly #pending = new Map<string, Pending>();
  readonly #notifications: NotificationHandlers;
  readonly #onEnd: (error: WardkeyError) => void;
  #ended = false;

  /** @param onEnd told once, when the other end went, or was cut off because it sent or got rubbish */
  constructor(
    openPort: OpenNativePort,
    notifications: NotificationHandlers,
    onEnd: (error: WardkeyError) => void,
  ) {
    this.#notifications = notifications;
    this.#onEnd = onEnd;
    this.#port = openPort({
      onMessage: (message) => this.#receive(message),
      onDisconnect: (text) => this.#end(new WardkeyError(codeOfNativeError(text))),
    });
  }

  /**
   * Calls a method of the bridge.
   * @throws WardkeyError with the bridge's own code, `message-invalid`, `message-too-large`, the
   *   given time-out code, or what ended the connection
   */
  call<M extends MethodName>(
    method: M,
    params: MethodParams<M>,
    options: CallOptions,
  ): Promise<MethodResult<M>> {
    return new Promise((resolve, reject) => {
      if (this.#ended) throw new WardkeyError('bridge-stopped');
      if (!v.is(METHODS[method].params, params)) throw new WardkeyError('message-invalid');
      const id = options.id ?? crypto.randomUUID();
      const request = { jsonrpc: '2.0', id, method, params };
      if (isTooLarge(request)) throw new WardkeyError('message-too-large');
      const timer = setTimeout(() => {
        const error = new WardkeyError(options.timeoutCode);
        this.#pending.delete(id);
        reject(error);
        if (error.code === 'bridge-mute') this.close(error);
      }, options.timeoutMs);
      this.#pending.set(id, {
        method,
        resolve: (result) => resolve(result as MethodResult<M>),
        reject,
        timer,
      });
      this.#port.post(request);
    });
  }

  /** Ends the connection from our side; what still waits rejects with the error. */
  close(error: WardkeyError): void {
    if (this.#ended) return;
    this.#port.close();
    this.#end(error);
  }

  #receive(message: unknown): void {
    const read = v.safeParse(RpcFromBridge, message);
    if (this.#ended) return;
    const answer = read.success ? read.output : null;
    const tooLarge = isTooLarge(message);
    if (answer === null || (tooLarge && 'method' in answer)) {
      this.close(new WardkeyError('bridge-garbled'));
      return;
    }
    if ('method' in answer) {
      this.#notify(answer.method, answer.params);
      return;
    }
    if ('error' in answer) {
      const { code, facts } = answer.error.data;
      const error = tooLarge
        ? new WardkeyError('message-too-large')
        : new WardkeyError(code, { facts });
      // JSON-RPC 2.0 §5: a request could not even be read. Whichever it was, no other answer comes.
      if (answer.id === null) this.close(error);
      else this.#take(answer.id)?.reject(error);
      return;
    }
    const pending = this.#take(answer.id);
    if (pending === undefined) return;
    if (tooLarge) {
      pending.reject(new WardkeyError('message-too-large'));
      return;
    }
    const result = v.safeParse(METHODS[pending.method].result, answer.result);
    if (result.success) pending.resolve(result.output);
    else pending.reject(new WardkeyError('bridge-garbled'));
  }

  /** An id that is not known any more belongs to a call that ran out of time: nobody waits for it. */
  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(pending?.timer);
    return pending;
  }

  #notify(method: string, params: unknown): void {
    // A newer bridge may tell more than this build asks for.
    if (isNotification(method)) this.#dispatch(method, params);
  }

  #dispatch<N extends NotificationName>(name: N, params: unknown): void {
    const read = v.safeParse(NOTIFICATIONS[name], params);
    if (read.success) this.#notifications[name](read.output as NotificationParams<N>);
    else this.close(new WardkeyError('bridge-garbled'));
  }

  #end(error: WardkeyError): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const { reject, timer } of this.#pending.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#pending.clear();
    this.#onEnd(error);
  }
}

/** Whether a message is over the cap of both ends, counted in bytes of UTF-8. */
function isTooLarge(message: unknown): boolean {
  const text = JSON.stringify(message);
  // A UTF-16 unit takes three bytes at most, so that short texts need no second look.
  if (text.length * 3 <= MAX_MESSAGE_BYTES) return false;
  return new TextEncoder().encode(text).length > MAX_MESSAGE_BYTES;
}

function isNotification(method: string): method is NotificationName {
  return Object.hasOwn(NOTIFICATIONS, method);
}
