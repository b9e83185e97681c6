import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import { isConveyed } from './attestation-conveyance.ts';

const NONE = 'none';

/** More formats than exist; what comes after them is left out. */
const MAX_FORMATS = 16;

/**
 * What a key is told of the attestation that the page would like: the page's own list where it asked
 * for any (WebAuthn Level 3 §5.4, `attestationFormats`), else that it need not make one. Only those that
 * the key says it has (CTAP 2.2 §6.4, 0x16): a key that lists none of them is told nothing, as is one of
 * before, which could refuse what it does not know.
 * @returns `undefined` where nothing is told
 */
export function preferredFormats(
  { attestation, attestationFormats = [] }: CreationOptionsJson,
  { attestationFormats: offered = [] }: Pick<AuthenticatorInfo, 'attestationFormats'>,
): readonly string[] | undefined {
  const wanted = isConveyed(attestation) ? attestationFormats : [NONE];
  const formats = [...new Set(wanted)].filter((format) => offered.includes(format));
  return formats.length === 0 ? undefined : formats.slice(0, MAX_FORMATS);
}
