import {
  base64URLStringToBuffer,
  bufferToBase64URLString,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { type OwnParty, ownParty } from '../../platform/own-party.ts';
import { answersUs, CHECKED_ALGORITHMS, isSignedBy } from './verify-in-browser.ts';

/**
 * How the browser's own way went. `refused`: it says nothing, or no more than that it was not to be,
 * which a person who closes its window and a key that is broken have in common.
 */
export type BrowserTry = 'worked' | 'failed' | 'refused' | 'absent';

/** What a person gets for the PIN and two touches, in milliseconds. */
const PERSON_MS = 90_000;
const BYTES = 32;

/**
 * Registers a throwaway credential by the browser's own WebAuthn and signs in with it. Nobody is told
 * of it, no website takes what is signed for this extension's pages, and the key keeps nothing. Never
 * rejects.
 */
export async function tryInBrowser(): Promise<BrowserTry> {
  const party = await ownParty().catch(() => null);
  if (party === null) return 'absent';
  const silence = Promise.withResolvers<BrowserTry>();
  const timer = setTimeout(() => silence.resolve('refused'), PERSON_MS);
  try {
    return await Promise.race([registerAndSignIn(party), silence.promise]);
  } catch (thrown) {
    return outcomeOf(thrown);
  } finally {
    clearTimeout(timer);
    stopInBrowser();
  }
}

/** Ends what the browser asks of the person. */
export function stopInBrowser(): void {
  WebAuthnAbortService.cancelCeremony();
}

async function registerAndSignIn(party: OwnParty): Promise<BrowserTry> {
  const creation = {
    rp: { name: 'Wardkey', ...(party.id !== undefined && { id: party.id }) },
    user: { id: randomText(), name: 'trial', displayName: 'Trial of a key' },
    challenge: randomText(),
    pubKeyCredParams: CHECKED_ALGORITHMS.map((alg) => ({ type: 'public-key' as const, alg })),
    authenticatorSelection: {
      authenticatorAttachment: 'cross-platform',
      residentKey: 'discouraged',
      userVerification: 'preferred',
    },
    timeout: PERSON_MS,
  } as const;
  const made = await startRegistration({
    optionsJSON: { ...creation, pubKeyCredParams: [...creation.pubKeyCredParams] },
  });
  const { clientDataJSON, authenticatorData, publicKey, publicKeyAlgorithm } = made.response;
  if (authenticatorData === undefined || publicKey === undefined) return 'failed';
  const asked = { type: 'webauthn.create', challenge: creation.challenge, party } as const;
  const isOurs = await answersUs(asked, bytes(clientDataJSON), bytes(authenticatorData));
  if (!isOurs) return 'failed';
  const credential = { algorithm: publicKeyAlgorithm ?? 0, publicKey: bytes(publicKey) };
  return signIn(party, made.id, credential);
}

async function signIn(
  party: OwnParty,
  id: string,
  credential: { readonly algorithm: number; readonly publicKey: Uint8Array<ArrayBuffer> },
): Promise<BrowserTry> {
  const challenge = randomText();
  const { response } = await startAuthentication({
    optionsJSON: {
      challenge,
      ...(party.id !== undefined && { rpId: party.id }),
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'discouraged',
      timeout: PERSON_MS,
    },
  });
  const clientData = bytes(response.clientDataJSON);
  const data = bytes(response.authenticatorData);
  const isOurs = await answersUs({ type: 'webauthn.get', challenge, party }, clientData, data);
  const isSigned = await isSignedBy(credential, bytes(response.signature), clientData, data);
  return isOurs && isSigned ? 'worked' : 'failed';
}

function outcomeOf(thrown: unknown): BrowserTry {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'SecurityError' || name === 'OperationError') return 'absent';
  return name === 'NotAllowedError' || name === 'AbortError' ? 'refused' : 'failed';
}

function randomText(): string {
  return bufferToBase64URLString(crypto.getRandomValues(new Uint8Array(BYTES)).buffer);
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(base64URLStringToBuffer(text));
}
