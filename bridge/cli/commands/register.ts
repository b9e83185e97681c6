import type { AttestationReport } from '../../ctap/attestation/verify-attestation.ts';
import { creationOptions } from '../../webauthn/trial/relying-party.ts';
import { verifyRegistration } from '../../webauthn/trial/verify-registration.ts';
import type { Command } from '../context.ts';
import { show } from '../show.ts';
import { registrationWishes } from '../trial/registration-wishes.ts';
import { runTrial, verificationWish } from '../trial/run-trial.ts';
import { isVerified, trialExit, trialLines } from '../trial/trial-lines.ts';

/** `wardkey register`: a registration at the throwaway relying party, with its verdict. */
export const register: Command = (context) => {
  const options = creationOptions({
    resident: context.input.flag('resident'),
    userVerification: verificationWish(context),
    ...registrationWishes(context),
  });
  return runTrial(context, false, async (page) => {
    const response = await page.create(options);
    const { checks, authenticatorData: data, ...report } = verifyRegistration(options, response);
    const aaguid = data?.attestedCredentialData?.aaguid ?? [];
    const result = {
      verified: isVerified(checks),
      checks,
      credential: report.credential,
      userPresent: data?.userPresent === true,
      userVerified: data?.userVerified === true,
      signCount: report.credential.signCount,
      aaguid: Buffer.from(aaguid).toString('hex'),
      attestation: { format: report.format, ...attestationJson(report.attestation) },
      response,
    };
    show(context, result, () => trialLines(checks, context));
    return trialExit(checks);
  });
};

function attestationJson(report: AttestationReport): object {
  switch (report.outcome) {
    case 'verified':
      return { outcome: report.outcome, type: report.type };
    case 'wrong':
      return { outcome: report.outcome, reason: report.reason };
    case 'unknown-format':
      return { outcome: report.outcome };
  }
}
