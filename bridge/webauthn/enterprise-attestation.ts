import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';
import type { MakeCredentialRequest } from '../ctap/make-credential.ts';

export type EnterpriseAttestation = NonNullable<MakeCredentialRequest['enterpriseAttestation']>;

const VENDOR_FACILITATED = 1;
const PLATFORM_MANAGED = 2;

/**
 * Which kind of enterprise attestation a page may have (CTAP 2.1 §7.1.3): what the administrator
 * manages on this computer, otherwise what the key's vendor has put on the key itself.
 * @returns `undefined` where the page does not ask to recognise the single key
 */
export function enterpriseAttestationFor(
  { attestation }: Pick<CreationOptionsJson, 'attestation'>,
  rpId: string,
  enterpriseRpIds: readonly string[],
): EnterpriseAttestation | undefined {
  if (attestation !== 'enterprise') {
    return undefined;
  }
  return enterpriseRpIds.includes(rpId) ? PLATFORM_MANAGED : VENDOR_FACILITATED;
}

/** Whether the owner of the key has switched it on; a key that has it off would refuse the command. */
export function grantsEnterprise({ options }: AuthenticatorInfo): boolean {
  return options.get('ep') === true;
}
