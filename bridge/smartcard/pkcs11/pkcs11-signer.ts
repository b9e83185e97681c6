import { X509Certificate } from 'node:crypto';
import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from '../card-watch.ts';
import { readCertificate } from '../certificate.ts';
import { digestInfo } from '../signature/hash-functions.ts';
import { validityOf } from '../validity.ts';
import type { CardSigner, Digest, SignerUse } from '../web-eid/card-signer.ts';
import { deviceOf } from '../web-eid/choose-signer.ts';
import { nodeNameOf, tokenAlgorithmOf } from '../web-eid/signature-algorithms.ts';
import { isFitFor, loginFitness, namesIn } from '../web-eid/signer-certificate.ts';
import type { WebEidPerson } from '../web-eid/web-eid-person.ts';
import { askModule } from './ask-module.ts';
import { findToken, type ModulePlace } from './find-token.ts';
import type { Token } from './token-messages.ts';

/** A signature, with what each part of it took, in milliseconds. */
export interface TimedSignature {
  readonly signature: Uint8Array;
  /** Giving the PIN; at a PIN pad, the person's typing too. */
  readonly loginMs: number;
  /** All else of the module's work. */
  readonly signMs: number;
}

/** A key that is used through its card's middleware. */
export interface TokenSigner extends CardSigner {
  /** As {@link CardSigner.sign}. */
  signTimed(...asked: Parameters<CardSigner['sign']>): Promise<TimedSignature>;
}

const PIN_RULES = { minLength: 4, maxBytes: 64 } as const;

/**
 * Finds the key of one use on a card that only its middleware knows.
 * @throws WardkeyError `card-not-piv` when the middleware does not know the card either,
 *   `card-lacks-key`, `certificate-not-valid`, those of {@link askModule}
 */
export async function findPkcs11Signer(
  place: ModulePlace,
  card: AttachedCard,
  use: SignerUse,
  signal: AbortSignal,
): Promise<TokenSigner> {
  const token = await findToken(place, card, signal);
  const { id, x509 } = fitCertificate(token, use);
  const certificate = new Uint8Array(x509.raw);
  const device = deviceOf(card);
  const signTimed: TokenSigner['signTimed'] = async (digest, person, life) => {
    let problem: 'pin-wrong' | undefined;
    for (;;) {
      const now = await findToken(place, card, life);
      if (now.serial !== token.serial) throw new WardkeyError('device-removed');
      const entry = await askPin(now, device, problem, person, life);
      try {
        return await signOnce(place, now, { id, ...entry, x509, digest }, life);
      } catch (thrown) {
        // Each PIN is given once; whether another is tried, the person says.
        if (!(thrown instanceof WardkeyError) || thrown.code !== 'pin-wrong') throw thrown;
        problem = 'pin-wrong';
      }
    }
  };
  return {
    device,
    certificate,
    publicKey: x509.publicKey,
    ...namesIn(x509),
    removed: card.removed,
    sign: async (...asked) => (await signTimed(...asked)).signature,
    signTimed,
  };
}

function fitCertificate({ certificates }: Token, use: SignerUse) {
  const known = certificates.flatMap((one) => readable(one));
  const fit = (wanted: SignerUse) =>
    known.filter(({ x509, facts }) => isFitFor(wanted, facts, x509));
  // A key that signs in must not sign what a page hands over (see the keys of PIV cards).
  const others = use === 'signing' ? fit('authentication') : [];
  const able = fit(use).filter(({ x509 }) =>
    others.every((other) => other.x509 === x509 || !other.x509.publicKey.equals(x509.publicKey)),
  );
  // A module names them in any order, and a renewed card may hold the old certificate too. A key that
  // binds to documents never stands in for that of logins whose certificate has ended.
  const fitness = ({ facts, x509 }: (typeof able)[number]): number =>
    (use === 'authentication' && !facts.keyUsage.includes('contentCommitment') ? 16 : 0) +
    (isInForce(facts) ? 8 : 0) +
    (use === 'authentication' ? loginFitness(facts, x509) : 0);
  const [found] = able.toSorted((one, other) => fitness(other) - fitness(one));
  if (found === undefined) throw new WardkeyError('card-lacks-key');
  if (!isInForce(found.facts)) throw new WardkeyError('certificate-not-valid');
  return found;
}

function isInForce(facts: Parameters<typeof validityOf>[0]): boolean {
  const { state } = validityOf(facts, new Date());
  return state === 'good' || state === 'renewable';
}

/** One that cannot be read does not hide the others. */
function readable({ id, der }: Token['certificates'][number]) {
  try {
    const x509 = new X509Certificate(Buffer.from(der, 'base64'));
    // Node reads the key only now; not every kind of key can be read.
    return x509.publicKey === undefined ? [] : [{ id, x509, facts: readCertificate(x509.raw) }];
  } catch {
    return [];
  }
}

/** What the person typed; nothing where the reader has keys of its own. */
interface Entry {
  readonly pin: string;
  readonly lastTryAgreed: boolean;
}

interface Signing extends Entry {
  /** Of the key. */
  readonly id: string;
  readonly x509: X509Certificate;
  readonly digest: Digest;
}

async function askPin(
  token: Token,
  device: CardSigner['device'],
  problem: 'pin-wrong' | undefined,
  person: WebEidPerson,
  signal: AbortSignal,
): Promise<Entry> {
  if (token.pin === 'locked') throw new WardkeyError('card-pin-blocked');
  // A module that may never set a flag, or shows nothing of a wrong PIN, does not tell of the last try.
  const isMute = token.pin === 'good' && (!token.showsTries || problem !== undefined);
  const lastTry = token.pin === 'final-try' || isMute;
  if (token.hasPinPad) {
    // At the pad nobody could see that it was wrong: a new action of theirs is a new try.
    if (problem !== undefined) throw new WardkeyError(problem);
    const unknown = isMute && { triesUnknown: true as const };
    const consent = { device, name: null, issuer: null, ...unknown };
    if (lastTry) await person.askConsent({ ...consent, lastTry }, signal);
    person.tell({ type: 'pin-pad', device, triesLeft: null });
    return { pin: '', lastTryAgreed: lastTry };
  }
  // One try is left where the module says so; of how many there are else, it tells nothing.
  const triesLeft = token.pin === 'final-try' ? 1 : null;
  const request = { device, triesLeft, lastTry, ...PIN_RULES };
  const { pin, lastTryAgreed } = await person.askPin(
    { ...request, ...(problem === undefined ? {} : { problem }) },
    signal,
  );
  if (lastTry && !lastTryAgreed) throw new WardkeyError('pin-last-try-unconfirmed');
  person.tell({ type: 'working', device });
  return { pin, lastTryAgreed };
}

async function signOnce(
  { command, path }: ModulePlace,
  { slot, serial, hasPinPad }: Token,
  { id, pin, lastTryAgreed, x509, digest }: Signing,
  signal: AbortSignal,
): Promise<TimedSignature> {
  const begin = performance.now();
  const isRsa = tokenAlgorithmOf(x509.publicKey).algorithm === 'RS256';
  const data = isRsa ? digestInfo(nodeNameOf(digest.hashFunction), digest.bytes) : digest.bytes;
  const answer = await askModule(
    command,
    path,
    {
      ask: 'sign',
      slot,
      serial,
      id,
      pin,
      lastTryAgreed,
      mechanism: isRsa ? 'RSA_PKCS' : 'ECDSA',
      data: Buffer.from(data).toString('base64'),
    },
    signal,
    hasPinPad,
  );
  if (answer.answer !== 'signature') throw new WardkeyError('middleware-failed');
  const { signature, loginMs } = answer;
  const signMs = Math.max(0, performance.now() - begin - loginMs);
  return { signature: new Uint8Array(Buffer.from(signature, 'base64')), loginMs, signMs };
}
