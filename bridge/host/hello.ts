import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { CAPABILITIES } from '../../shared/rpc/capabilities.ts';
import { PROTOCOL } from '../../shared/rpc/limits.ts';
import type { MethodParams, MethodResult } from '../../shared/rpc/methods.ts';
import { VERSION } from '../install/product-version.ts';

/**
 * Agrees on the newest protocol that both ends speak.
 * @throws WardkeyError `bridge-version` when there is none, with both ranges as facts
 */
export function answerHello({ protocol, extension }: MethodParams<'hello'>): MethodResult<'hello'> {
  const newest = Math.min(protocol.max, PROTOCOL.max);
  if (newest < Math.max(protocol.min, PROTOCOL.min)) {
    throw new WardkeyError('bridge-version', {
      facts: {
        bridgeVersion: VERSION,
        bridgeMin: PROTOCOL.min,
        bridgeMax: PROTOCOL.max,
        extensionVersion: extension.version,
        extensionMin: protocol.min,
        extensionMax: protocol.max,
      },
    });
  }
  return { protocol: newest, bridge: { version: VERSION }, capabilities: [...CAPABILITIES] };
}
