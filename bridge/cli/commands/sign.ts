import { creationOptions, requestOptions } from '../../webauthn/trial/relying-party.ts';
import { verifyAssertion } from '../../webauthn/trial/verify-assertion.ts';
import {
  type RegisteredCredential,
  verifyRegistration,
} from '../../webauthn/trial/verify-registration.ts';
import type { Command, CommandContext } from '../context.ts';
import { readInputFile, STANDARD_INPUT } from '../input-file.ts';
import { show } from '../show.ts';
import { runTrial, type TrialPage, verificationWish } from '../trial/run-trial.ts';
import { MAX_REGISTRATION_BYTES, savedRegistration } from '../trial/saved-registration.ts';
import { isVerified, trialExit, trialLines } from '../trial/trial-lines.ts';

/** `wardkey sign`: a sign-in at the throwaway relying party, with its verdict. */
export const sign: Command = async (context) => {
  const prf = context.input.flag('prf');
  const wishes = { userVerification: verificationWish(context), prf };
  const saved = await readSaved(context);
  const isInputTaken = context.input.word() === STANDARD_INPUT;
  return runTrial(context, isInputTaken, async (page) => {
    const credential = saved ?? (await registered(page, prf));
    const options = requestOptions(credential.id, wishes);
    const response = await page.get(options);
    const { checks, authenticatorData: data } = verifyAssertion(options, credential, response);
    const result = {
      verified: isVerified(checks),
      checks,
      credentialId: response.id,
      userPresent: data?.userPresent === true,
      userVerified: data?.userVerified === true,
      signCount: data?.signCount ?? 0,
      response,
    };
    show(context, result, () => trialLines(checks, context));
    return trialExit(checks);
  });
};

async function readSaved({
  input,
  signal,
}: CommandContext): Promise<RegisteredCredential | undefined> {
  const [path] = input.words;
  if (path === undefined) return undefined;
  return savedRegistration(await readInputFile(path, MAX_REGISTRATION_BYTES, signal), path);
}

/** A PIN is asked for at the sign-in, and not here too. */
async function registered(page: TrialPage, prf: boolean): Promise<RegisteredCredential> {
  const options = creationOptions({ resident: false, userVerification: 'discouraged', prf });
  return verifyRegistration(options, await page.create(options)).credential;
}
