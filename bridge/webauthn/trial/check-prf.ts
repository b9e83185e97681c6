import * as v from '../../../shared/schema/schema.ts';
import { fromBase64Url } from '../base64url.ts';
import type { ExtensionValues } from '../extensions/extension.ts';
import type { Check } from './checks.ts';

const SECRET_BYTES = 32;

const Enabled = v.looseObject({ prf: v.looseObject({ enabled: v.literal(true) }) });
const Secrets = v.looseObject({
  prf: v.looseObject({ results: v.looseObject({ first: v.string(), second: v.string() }) }),
});

/** Whether the credential has secrets (WebAuthn Level 3 §10.1.4), where they were asked for. */
export function checkPrfAtRegistration(
  inputs: ExtensionValues | undefined,
  outputs: ExtensionValues,
): readonly Check[] {
  if (inputs?.['prf'] === undefined) return [];
  return [{ check: 'prf', passed: v.safeParse(Enabled, outputs).success }];
}

/** Whether secrets of 32 bytes came, and one for one input, where they were asked for so. */
export function checkPrfAtSignIn(
  inputs: ExtensionValues | undefined,
  outputs: ExtensionValues,
): readonly Check[] {
  if (inputs?.['prf'] === undefined) return [];
  const parsed = v.safeParse(Secrets, outputs);
  if (!parsed.success) return [{ check: 'prf', passed: false }];
  const { first, second } = parsed.output.prf.results;
  const isSecret = fromBase64Url(first).length === SECRET_BYTES;
  return [{ check: 'prf', passed: isSecret && first === second }];
}
