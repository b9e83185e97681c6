import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';

/** ES256 and RS256 (COSE algorithms registry), in the order that WebAuthn gives them. */
const STANDARD_ALGORITHMS: readonly number[] = [-7, -257];

/**
 * The algorithms to ask the key for, in the page's order of preference, each once (WebAuthn Level
 * 3 §5.1.3, "pubKeyCredParams").
 * @returns COSE algorithm identifiers, at least one
 * @throws WardkeyError `algorithm-unsupported` when the page asks for other types of credential only
 */
export function requestedAlgorithms(
  parameters: CreationOptionsJson['pubKeyCredParams'],
): readonly number[] {
  if (parameters.length === 0) {
    return STANDARD_ALGORITHMS;
  }
  const algorithms = parameters
    .filter(({ type, alg }) => type === 'public-key' && isCoseAlgorithm(alg))
    .map(({ alg }) => alg);
  if (algorithms.length === 0) {
    throw new WardkeyError('algorithm-unsupported');
  }
  return [...new Set(algorithms)];
}

/** COSEAlgorithmIdentifier is a signed 32-bit integer (WebAuthn Level 3 §5.8.5). */
function isCoseAlgorithm(algorithm: number): boolean {
  return (algorithm | 0) === algorithm;
}
