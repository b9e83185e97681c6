import { toWardkeyError, WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { CardList, CardProof, CardState } from '../../shared/rpc/card.ts';
import type { DeviceSummary } from '../../shared/rpc/device.ts';
import type { AttachedCard, CardWatch } from '../smartcard/card-watch.ts';
import type { HeldCertificate } from '../smartcard/held-certificate.ts';
import type { ModulePlace } from '../smartcard/pkcs11/find-token.ts';
import { cardPersonOf } from '../smartcard/web-eid/card-person-of.ts';
import type { WebEidPerson } from '../smartcard/web-eid/web-eid-person.ts';
import { withinLife } from '../webauthn/ceremony-life.ts';

/** How long one card may take to be read, in milliseconds. */
const READ_MS = 15_000;

/** What the administrator has set for cards. */
export interface CardSurroundings {
  /** What knows cards that are no PIV cards, where such a module is installed. */
  readonly middleware: ModulePlace | null;
  /** Where the issuers are that are trusted. */
  readonly cardTrustStore: string | undefined;
}

/** What the extension shows of cards, and has tried out on them. */
export class CardDesk {
  readonly #watch: CardWatch;
  readonly #around: CardSurroundings;

  constructor(watch: CardWatch, around: CardSurroundings) {
    this.#watch = watch;
    this.#around = around;
  }

  /** All cards as they stand, read one after another. Never rejects. */
  async list(): Promise<CardList> {
    const { cards, problems } = await this.#watch.look(AbortSignal.timeout(READ_MS));
    const states: CardState[] = [];
    for (const card of cards) states.push(await stateOf(card, this.#around));
    return { cards: states, problems: [...problems] };
  }

  /**
   * Proves that a card can sign in; the person enters its PIN.
   * @throws WardkeyError `device-removed`, `ceremony-timeout`, and what ends the proof
   */
  async test(id: string, person: WebEidPerson, signal: AbortSignal): Promise<CardProof> {
    const card = this.#watch.seen.cards.find((one) => one.id === id);
    if (card === undefined) throw new WardkeyError('device-removed');
    const [{ onPiv }, { proveCard }] = await Promise.all([
      import('../smartcard/piv/open-piv.ts'),
      import('../smartcard/piv/prove-card.ts'),
    ]);
    return withinLife(undefined, signal, async (life) => {
      const using = AbortSignal.any([life, card.removed]);
      try {
        const { steps } = await onPiv(card, using, (piv) =>
          proveCard(piv, cardPersonOf(person, card, { name: null, issuer: null }), using),
        );
        return { steps: [...steps] };
      } catch (thrown) {
        const isOther = thrown instanceof WardkeyError && thrown.code === 'card-not-piv';
        const { middleware } = this.#around;
        if (!isOther || middleware === null) throw thrown;
        const { proveToken } = await import('../smartcard/pkcs11/prove-token.ts');
        const { steps } = await proveToken(middleware, card, person, using);
        return { steps: [...steps] };
      }
    });
  }
}

async function stateOf(
  card: AttachedCard,
  { middleware, cardTrustStore }: CardSurroundings,
): Promise<CardState> {
  const { readAnyCard } = await import('../smartcard/read-any-card.ts');
  const { certificateStates } = await import('./certificate-states.ts');
  const { familyOf } = await import('../smartcard/recognise.ts');
  const { id, transport, name } = card;
  const device: DeviceSummary = { id, transport, name };
  const family = familyOf(card.card.atr);
  const known = family === undefined ? null : plain(family);
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(READ_MS), card.removed]);
    const { otherApplet, piv, token } = await readAnyCard(card, middleware, signal);
    const states = ({ certificates }: { readonly certificates: readonly HeldCertificate[] }) =>
      certificateStates(certificates, cardTrustStore, new Date());
    return {
      device,
      family: known,
      otherApplet,
      piv: piv && { pinTries: piv.pinTries, ...(await states(piv)) },
      ...(token && { token: { pin: token.pin, ...(await states(token)) } }),
    };
  } catch (thrown) {
    const { code } = toWardkeyError(thrown);
    // A time-out is no error of ours: the card did not answer.
    const problem = code === 'internal' ? 'device-mute' : code;
    return { device: { ...device, problem }, family: known, otherApplet: null, piv: null };
  }
}

function plain({
  name,
  series,
  isCertain,
  blockedSince,
}: NonNullable<CardState['family']>): CardState['family'] {
  return { name, series, isCertain, ...(blockedSince === undefined ? {} : { blockedSince }) };
}
