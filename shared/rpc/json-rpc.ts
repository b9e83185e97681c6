import { ERROR_CODES } from '../errors/codes.ts';
import * as v from '../schema/schema.ts';

/** JSON-RPC 2.0 §5.1 error numbers; every Wardkey code travels as `wardkey` with the code in data. */
export const JSON_RPC_ERROR = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  wardkey: -32000,
} as const;

/** An id is ours alone to choose: a short string. */
export const RpcId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const RpcRequest = v.strictObject({
  jsonrpc: v.literal('2.0'),
  id: RpcId,
  method: v.pipe(v.string(), v.maxLength(64)),
  params: v.optional(v.unknown()),
});
export type RpcRequest = v.InferOutput<typeof RpcRequest>;

export const RpcNotification = v.strictObject({
  jsonrpc: v.literal('2.0'),
  method: v.pipe(v.string(), v.maxLength(64)),
  params: v.optional(v.unknown()),
});
export type RpcNotification = v.InferOutput<typeof RpcNotification>;

const RpcSuccess = v.strictObject({
  jsonrpc: v.literal('2.0'),
  id: RpcId,
  result: v.unknown(),
});

const RpcErrorData = v.strictObject({
  code: v.picklist(ERROR_CODES),
  facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
});

export const RpcFailure = v.strictObject({
  jsonrpc: v.literal('2.0'),
  id: v.nullable(RpcId),
  error: v.strictObject({
    code: v.pipe(v.number(), v.integer()),
    message: v.pipe(v.string(), v.maxLength(256)),
    data: RpcErrorData,
  }),
});
export type RpcFailure = v.InferOutput<typeof RpcFailure>;

/** Anything that the bridge may send to the extension. */
export const RpcFromBridge = v.union([RpcSuccess, RpcFailure, RpcNotification]);
export type RpcFromBridge = v.InferOutput<typeof RpcFromBridge>;
