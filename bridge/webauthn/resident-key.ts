import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CreationOptionsJson } from '../../shared/rpc/webauthn-json.ts';
import type { AuthenticatorInfo } from '../ctap/authenticator-info.ts';

type ResidentKeyRequirement = 'required' | 'preferred' | 'discouraged';

export interface ResidentKeyDecision {
  /** The credential is to be stored on the key. */
  readonly residentKey: boolean;
  /** What credProps tells the page; `undefined` where nobody can know. */
  readonly known: boolean | undefined;
}

/**
 * Whether to ask for a resident key (WebAuthn Level 3 §5.1.3, "residentKey"), and what can be said
 * of it afterwards (§10.1.3): keys of CTAP 2.0 alone may store what was not asked for.
 * @throws WardkeyError `key-lacks-resident-keys`
 */
export function decideResidentKey(
  selection: CreationOptionsJson['authenticatorSelection'],
  info: AuthenticatorInfo,
): ResidentKeyDecision {
  const requirement = residentKeyRequirement(selection);
  const supported = info.options.get('rk') === true;
  if (requirement === 'required' && !supported) {
    throw new WardkeyError('key-lacks-resident-keys');
  }
  const residentKey = supported && requirement !== 'discouraged';
  const vague = supported && requirement !== 'required' && isCtap20Only(info);
  return { residentKey, known: vague ? undefined : residentKey };
}

/** An unknown value counts as absent, and then the member of Level 1 decides. */
function residentKeyRequirement(
  selection: CreationOptionsJson['authenticatorSelection'],
): ResidentKeyRequirement {
  switch (selection?.residentKey) {
    case 'required':
    case 'preferred':
    case 'discouraged':
      return selection.residentKey;
    default:
      return selection?.requireResidentKey === true ? 'required' : 'discouraged';
  }
}

function isCtap20Only({ versions }: AuthenticatorInfo): boolean {
  return !versions.some((version) => version.startsWith('FIDO_2_') && version !== 'FIDO_2_0');
}
