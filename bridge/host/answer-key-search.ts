import type { KeyHoldings, KeySearch } from '../../shared/rpc/key.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import { withinLife } from '../webauthn/ceremony-life.ts';
import type { Person } from '../webauthn/person.ts';

/**
 * Looks on a key for sign-ins of the portals, for the extension. The person enters the PIN.
 * @throws WardkeyError those of {@link findSignIns}, `ceremony-timeout`
 */
export async function answerKeySearch(
  keys: AttachedKeys,
  { portal }: KeySearch,
  person: Person,
  signal: AbortSignal,
): Promise<KeyHoldings> {
  const { findSignIns } = await import('../webauthn/trial/find-sign-ins.ts');
  const findings = await withinLife(undefined, signal, (life) =>
    findSignIns(keys, portal, person, life),
  );
  return {
    findings: findings.map(({ code, facts }) => ({ code, ...(facts && { facts: { ...facts } }) })),
  };
}
