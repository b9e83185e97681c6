import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { AttachedCard } from './card-watch.ts';
import type { HeldCertificate } from './held-certificate.ts';
import type { ModulePlace } from './pkcs11/find-token.ts';
import type { TokenReport } from './pkcs11/read-token.ts';
import { type CardReport, readCard, readCardCertificates } from './read-card.ts';

/** A card by itself, and through its middleware where it is no PIV card. */
export interface AnyCardReport extends CardReport {
  readonly token: TokenReport | null;
  /** Whether the middleware was asked, and had not answered in time. */
  readonly isTokenAwaited: boolean;
}

/**
 * Reads a card without its PIN, and without spending a try of it.
 * @param middleware where such a module is installed
 * @param soon follows the signal, and ends the middleware's part alone when it comes first
 * @throws WardkeyError those of {@link readCard}; the signal's reason
 */
export async function readAnyCard(
  card: AttachedCard,
  middleware: ModulePlace | null,
  signal: AbortSignal,
  soon = signal,
): Promise<AnyCardReport> {
  const report = await readCard(card.card, signal);
  const isMiddlewares = middleware !== null && isHollow(report);
  const token = isMiddlewares ? await tokenOn(card, middleware, signal, soon) : null;
  return { ...report, token, isTokenAwaited: isMiddlewares && token === null && soon.aborted };
}

/**
 * Reads the certificates of a card and nothing else, without its PIN.
 * @param middleware where such a module is installed
 * @returns none for a card that has none, or that nobody here can read
 * @throws WardkeyError those of {@link readCard}; the signal's reason
 */
export async function readAnyCertificates(
  card: AttachedCard,
  middleware: ModulePlace | null,
  signal: AbortSignal,
): Promise<readonly HeldCertificate[]> {
  const own = (await readCardCertificates(card.card, signal)) ?? [];
  if (middleware === null || own.length > 0) return own;
  return (await tokenOn(card, middleware, signal))?.certificates ?? [];
}

/** Some cards say yes to any SELECT: one that has nothing of PIV is none of those that do. */
function isHollow({ piv }: CardReport): boolean {
  return (
    piv === null || (piv.expires === null && piv.pinTries === null && piv.certificates.length === 0)
  );
}

/** Middleware that does not know the card, fails with it or is slow adds nothing. */
async function tokenOn(
  card: AttachedCard,
  middleware: ModulePlace,
  signal: AbortSignal,
  soon = signal,
): Promise<TokenReport | null> {
  const { readToken } = await import('./pkcs11/read-token.ts');
  try {
    return await readToken(middleware, card, soon);
  } catch (thrown) {
    signal.throwIfAborted();
    if (soon.aborted || thrown instanceof WardkeyError) return null;
    throw thrown;
  }
}
