import * as v from '../../../shared/schema/schema.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import type { AssertionExtension, ExtensionValues, RegistrationExtension } from './extension.ts';
import { readInput } from './extension-input.ts';

const NAME = 'thirdPartyPayment';

const Payment = v.looseObject({ isPayment: v.optional(v.boolean()) });

/**
 * thirdPartyPayment (CTAP 2.2 §12): the credential may be used in a payment on another site (the
 * `payment` extension of Secure Payment Confirmation). The answer stands in the authenticator data.
 */
export const registerForPayment: RegistrationExtension = ({ inputs, info }) =>
  isAsked(inputs, info) ? { inputs: () => new Map([[NAME, true]]) } : undefined;

/** thirdPartyPayment at sign-in: whether the credential was made for it. */
export const signInForPayment: AssertionExtension = ({ inputs, info }) =>
  isAsked(inputs, info) ? { inputs: () => new Map([[NAME, true]]) } : undefined;

function isAsked(inputs: ExtensionValues, info: AuthenticatorInfo): boolean {
  const payment = readInput(inputs, 'payment', Payment);
  return payment?.isPayment === true && info.extensions.includes(NAME);
}
