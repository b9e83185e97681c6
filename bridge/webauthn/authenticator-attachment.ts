import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';

/**
 * Refuses a page that wants what is built into the computer: all that Wardkey reaches can be taken
 * away (WebAuthn Level 3 §5.4.5 and §5.1.3, "authenticatorAttachment"). A value that is not known
 * counts as none.
 * @throws WardkeyError `platform-key-asked-for`
 */
export function checkAttachment(selection: CreationOptionsJson['authenticatorSelection']): void {
  if (selection?.authenticatorAttachment === 'platform') {
    throw new WardkeyError('platform-key-asked-for');
  }
}
