import { attestationProblem } from './attestation-problem.ts';
import type { AttestationCertificate } from './certificate.ts';
import { DER, derInside } from './der-reader.ts';

/** id-fido-gen-ce-aaguid (WebAuthn Level 3 §8.2.1). */
const FIDO_AAGUID = '1.3.6.1.4.1.45724.1.1.4';

/**
 * What all attestation certificates keep to (WebAuthn Level 3 §8.2.1 and §8.3.1): version 3, no
 * authority of its own, and the AAGUID where it names one.
 * @param aaguid 16 bytes
 * @throws WardkeyError `device-garbled`
 */
export function checkCertificate(certificate: AttestationCertificate, aaguid: Uint8Array): void {
  if (certificate.version !== 3) throw attestationProblem('certificate-version');
  if (certificate.isAuthority) throw attestationProblem('certificate-authority');
  const extension = certificate.extensions.get(FIDO_AAGUID);
  if (extension === undefined) return;
  if (extension.critical) throw attestationProblem('certificate-aaguid-critical');
  const named = octetString(extension.value);
  if (Buffer.compare(named, aaguid) !== 0) throw attestationProblem('certificate-aaguid');
}

/** The content of the one octet string that fills the bytes. */
function octetString(bytes: Uint8Array): Uint8Array {
  // The octets are no elements themselves, so that only the head is looked at.
  if (bytes[0] !== DER.octetString || bytes[1] !== bytes.length - 2) {
    throw attestationProblem('certificate-aaguid');
  }
  return bytes.subarray(2);
}

/** Whether an extended key usage (RFC 5280 §4.2.1.12) names a purpose, in DER as it stands there. */
export function namesPurpose(certificate: AttestationCertificate, purpose: Uint8Array): boolean {
  const usage = certificate.extensions.get('2.5.29.37');
  if (usage === undefined) return false;
  return derInside(usage.value, DER.sequence).some(
    ({ content }) => Buffer.compare(content, purpose) === 0,
  );
}
