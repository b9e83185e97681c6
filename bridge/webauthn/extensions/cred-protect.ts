import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import * as v from '../../../shared/schema/schema.ts';
import type { RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

const NAME = 'credProtect';

/** Policies by their name in WebAuthn and their number in CTAP. */
const POLICY = {
  userVerificationOptional: 1,
  userVerificationOptionalWithCredentialIDList: 2,
  userVerificationRequired: 3,
} as const;

const Policy = v.picklist([
  'userVerificationOptional',
  'userVerificationOptionalWithCredentialIDList',
  'userVerificationRequired',
]);

/**
 * credProtect (CTAP 2.1 §12.1): how well a credential hides. A page that insists gets none from a
 * key that cannot hide it, and no touch is asked for first.
 */
export const credProtect: RegistrationExtension = ({ inputs, info }) => {
  const policy = readInput(inputs, 'credentialProtectionPolicy', Policy);
  const enforced = readInput(inputs, 'enforceCredentialProtectionPolicy', v.boolean()) ?? false;
  if (policy === undefined) {
    return undefined;
  }
  if (!info.extensions.includes(NAME)) {
    if (enforced && policy !== 'userVerificationOptional') {
      throw new WardkeyError('key-lacks-extension', { facts: { extension: NAME } });
    }
    return undefined;
  }
  return { inputs: () => new Map([[NAME, POLICY[policy]]]) };
};
