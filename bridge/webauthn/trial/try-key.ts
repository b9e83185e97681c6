import type { KeyProof, KeyTry } from '../../../shared/rpc/key.ts';
import type { WebAuthnClientParts } from '../client.ts';
import type { Person } from '../person.ts';
import type { Check } from './checks.ts';
import { creationOptions, requestOptions } from './relying-party.ts';
import { TRIAL_CALLER, trialClient } from './trial-client.ts';
import { verifyAssertion } from './verify-assertion.ts';
import { verifyRegistration } from './verify-registration.ts';

/**
 * Registers a throwaway credential with a key and signs in with it, verified as a relying party does
 * (WebAuthn Level 3 §7.1, §7.2). The key keeps nothing of it, and wants its PIN once: at the
 * registration, where it has one.
 * @throws WardkeyError those of the client's two ceremonies
 */
export async function tryKey(
  keys: WebAuthnClientParts['keys'],
  { userVerification }: KeyTry,
  person: Person,
  signal: AbortSignal,
): Promise<KeyProof> {
  const client = trialClient(keys);
  const creation = creationOptions({ resident: false, userVerification });
  const registered = await timed(async () =>
    verifyRegistration(creation, await client.create(TRIAL_CALLER, creation, person, signal)),
  );
  const registration = proofStep('registration', registered.value.checks, registered.milliseconds);
  if (!registration.passed) return { steps: [registration] };
  const { credential } = registered.value;
  const request = requestOptions(credential.id, { userVerification: 'discouraged' });
  const signedIn = await timed(async () =>
    verifyAssertion(request, credential, await client.get(TRIAL_CALLER, request, person, signal)),
  );
  return {
    steps: [registration, proofStep('sign-in', signedIn.value.checks, signedIn.milliseconds)],
  };
}

function proofStep(
  step: KeyProof['steps'][number]['step'],
  checks: readonly Check[],
  milliseconds: number,
): KeyProof['steps'][number] {
  const broken = checks.filter(({ passed }) => !passed).map(({ check }) => check);
  return { step, passed: broken.length === 0, broken, milliseconds };
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly milliseconds: number }> {
  const begin = performance.now();
  const value = await work();
  return { value, milliseconds: Math.round(performance.now() - begin) };
}
