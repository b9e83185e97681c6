import { X509Certificate } from 'node:crypto';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from '../card-watch.ts';
import { readCertificate } from '../certificate.ts';
import type { Purpose } from '../certificate-purpose.ts';
import type { HeldCertificate } from '../held-certificate.ts';
import { isFitFor } from '../web-eid/signer-certificate.ts';
import { findToken, type ModulePlace } from './find-token.ts';
import type { Token } from './token-messages.ts';

/** What the middleware shows of a card without its PIN. */
export interface TokenReport {
  readonly label: string;
  /** By the token's flags: how many tries are left, middleware does not tell. */
  readonly pin: Token['pin'];
  readonly hasPinPad: boolean;
  readonly certificates: readonly HeldCertificate[];
}

/**
 * Reads a card through its middleware.
 * @throws WardkeyError those of {@link findToken}
 */
export async function readToken(
  place: ModulePlace,
  card: Pick<AttachedCard, 'name'>,
  signal: AbortSignal,
): Promise<TokenReport> {
  const { label, pin, hasPinPad, certificates } = await findToken(place, card, signal);
  return { label, pin, hasPinPad, certificates: certificates.map(heldCertificate) };
}

function heldCertificate({ id: slot, der: text }: Token['certificates'][number]): HeldCertificate {
  try {
    const der = new Uint8Array(Buffer.from(text, 'base64'));
    const certificate = readCertificate(der);
    return { slot, purpose: purposeBy(certificate, new X509Certificate(der)), certificate, der };
  } catch (thrown) {
    return { slot, problem: toWardkeyError(thrown).code };
  }
}

/** Middleware names no purpose, so that the certificate has to. */
function purposeBy(facts: Parameters<typeof isFitFor>[1], x509: X509Certificate): Purpose {
  if (isFitFor('signing', facts, x509)) return 'signing';
  return isFitFor('authentication', facts, x509) ? 'authentication' : 'encryption';
}
