import * as v from '../../../shared/schema/schema.ts';
import type { ExtensionValues } from '../extensions/extension.ts';
import type { Check } from './checks.ts';

const Supported = v.looseObject({ largeBlob: v.looseObject({ supported: v.literal(true) }) });

/** Whether the credential has a place for data (WebAuthn Level 3 §10.1.5), where that was asked for. */
export function checkLargeBlob(
  inputs: ExtensionValues | undefined,
  outputs: ExtensionValues,
): readonly Check[] {
  if (inputs?.['largeBlob'] === undefined) return [];
  return [{ check: 'largeBlob', passed: v.safeParse(Supported, outputs).success }];
}
