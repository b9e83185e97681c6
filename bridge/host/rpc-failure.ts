import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { JSON_RPC_ERROR, type RpcFailure } from '../../shared/rpc/json-rpc.ts';

const NUMBERS: Partial<Record<ErrorCode, number>> = {
  'message-invalid': JSON_RPC_ERROR.invalidParams,
  'method-unknown': JSON_RPC_ERROR.methodNotFound,
  internal: JSON_RPC_ERROR.internal,
};

/**
 * An error as JSON-RPC 2.0 §5.1 sends it. The code and its facts travel; what caused it does not.
 * @param id of the request, `null` when it could not be read
 * @param number where it is not the usual one of the error's code
 */
export function rpcFailure(id: string | null, error: WardkeyError, number?: number): RpcFailure {
  return {
    jsonrpc: '2.0',
    id,
    error: {
      code: number ?? NUMBERS[error.code] ?? JSON_RPC_ERROR.wardkey,
      message: error.code,
      data: { code: error.code, facts: { ...error.facts } },
    },
  };
}
