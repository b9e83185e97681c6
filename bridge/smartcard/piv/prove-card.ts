import { createHash, randomBytes } from 'node:crypto';
import type { AskCard } from '../../transport/transport.ts';
import type { CardPerson } from '../card-person.ts';
import { type CardCertificate, readCertificate } from '../certificate.ts';
import { isSignature } from '../signature/verify-signature.ts';
import { type Validity, validityOf } from '../validity.ts';
import type { OpenPiv } from './open-piv.ts';
import type { ProofStepName } from './proof-steps.ts';
import { hashSigner } from './sign-hash.ts';
import { readSlotKey } from './slot-certificate.ts';
import { withPin } from './with-pin.ts';

export interface ProofStep {
  readonly step: ProofStepName;
  readonly passed: boolean;
  /** How long the card or the computer took; the person only where they type at a PIN pad or touch it. */
  readonly milliseconds: number;
}

export interface CardProof {
  readonly steps: readonly ProofStep[];
  readonly certificate: CardCertificate;
  readonly validity: Validity;
}

const CHALLENGE_BYTES = 32;
const HOW = { hashFunction: 'sha256', rsaPadding: 'PKCS1.5' } as const;

/**
 * Proves that a card can sign in: its PIN is right, its authentication key signs a fresh challenge,
 * and its certificate is in force and bears the signature out.
 * @throws WardkeyError for a step that ends it all
 */
export async function proveCard(
  piv: OpenPiv,
  person: CardPerson,
  signal: AbortSignal,
): Promise<CardProof> {
  const steps: ProofStep[] = [];
  const clock = new Clock(steps);
  const key = await readSlotKey(piv, '9a', signal);
  const certificate = readCertificate(key.certificate);
  clock.passed('certificate');
  const validity = validityOf(certificate, new Date());
  clock.ended('validity', validity.state === 'good' || validity.state === 'renewable');

  const challenge = randomBytes(CHALLENGE_BYTES);
  const hash = createHash(HOW.hashFunction).update(challenge).digest();
  const sign = hashSigner(key, { ...HOW, hash }, person);
  const timed: OpenPiv = {
    ...piv,
    use: (using, work) => piv.use(using, (ask, turn) => work(timedAsk(ask, clock), turn)),
  };
  const signature = await withPin(timed, person, signal, async (ask) => {
    clock.passed('pin');
    const made = await sign(ask);
    clock.passed('signature');
    return made;
  });
  clock.restart();
  clock.ended('match', isSignature(key.publicKey, challenge, HOW, signature));
  return { steps, certificate, validity };
}

/** Each command begins the time anew, so that what a person takes before it does not count. */
function timedAsk(ask: AskCard, clock: Clock): AskCard {
  return (command) => {
    if (command.once === true) clock.restart();
    return ask(command);
  };
}

class Clock {
  readonly #steps: ProofStep[];
  #begin = performance.now();

  constructor(steps: ProofStep[]) {
    this.#steps = steps;
  }

  restart(): void {
    this.#begin = performance.now();
  }

  passed(step: ProofStep['step']): void {
    this.ended(step, true);
  }

  ended(step: ProofStep['step'], passed: boolean): void {
    const milliseconds = Math.round((performance.now() - this.#begin) * 10) / 10;
    this.#steps.push({ step, passed, milliseconds });
    this.restart();
  }
}
