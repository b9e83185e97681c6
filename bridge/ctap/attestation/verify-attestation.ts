import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import { verifyApple } from './apple.ts';
import { attestationProblem } from './attestation-problem.ts';
import type {
  AttestationResult,
  AttestationStatement,
  AttestationType,
} from './attestation-statement.ts';
import { verifyFidoU2f } from './fido-u2f.ts';
import { verifyPacked } from './packed.ts';
import { verifyTpm } from './tpm.ts';

/** An attestation as a person is shown it. Whether its maker is to be trusted is not looked at. */
export type AttestationReport =
  | {
      readonly outcome: 'verified';
      readonly type: AttestationType;
      /** X.509 DER, the key's own first. */
      readonly certificates: readonly Uint8Array[];
    }
  /** The statement contradicts itself or the credential; `reason` names the rule. */
  | { readonly outcome: 'wrong'; readonly reason: string }
  | { readonly outcome: 'unknown-format' };

const FORMATS: ReadonlyMap<string, (statement: AttestationStatement) => AttestationResult> =
  new Map([
    ['none', verifyNone],
    ['packed', verifyPacked],
    ['fido-u2f', verifyFidoU2f],
    ['tpm', verifyTpm],
    ['apple', verifyApple],
  ]);

/** Checks the attestation of a new credential (WebAuthn Level 3 §8). */
export function verifyAttestation(statement: AttestationStatement): AttestationReport {
  const verify = FORMATS.get(statement.fmt);
  if (verify === undefined) return { outcome: 'unknown-format' };
  try {
    return { outcome: 'verified', ...verify(statement) };
  } catch (error) {
    if (!(error instanceof WardkeyError)) throw error;
    const { reason = `member-${error.facts['member']}` } = error.facts;
    return { outcome: 'wrong', reason: String(reason) };
  }
}

/** WebAuthn Level 3 §8.7. */
function verifyNone({ attStmt }: AttestationStatement): AttestationResult {
  if (attStmt.size > 0) throw attestationProblem('none-with-statement');
  return { type: 'none', certificates: [] };
}
