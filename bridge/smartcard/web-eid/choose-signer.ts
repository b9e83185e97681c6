import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { toWardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { DeviceSummary } from '../../../shared/rpc/device.ts';
import type { AttachedCard, CardWatch } from '../card-watch.ts';
import type { CardSigner, SignerUse } from './card-signer.ts';
import type { WebEidPerson } from './web-eid-person.ts';

/** Finds the key of one use on a card. @throws WardkeyError why the card has none that can be used */
export type FindSigner = (
  card: AttachedCard,
  use: SignerUse,
  signal: AbortSignal,
) => Promise<CardSigner>;

/**
 * Waits until a card is there that has a key for a use; where there are several, the person says
 * which.
 * @throws WardkeyError the signal's reason
 */
export async function chooseSigner(
  watch: Pick<CardWatch, 'start' | 'seen' | 'onChange'>,
  find: FindSigner,
  use: SignerUse,
  person: WebEidPerson,
  signal: AbortSignal,
): Promise<CardSigner> {
  watch.start();
  for (;;) {
    const change = nextChange(watch, signal);
    const { signers, unusable } = await findAll(watch, find, use, signal);
    signal.throwIfAborted();
    const [first, second] = signers;
    if (first !== undefined && second === undefined) return first;
    if (first !== undefined) {
      const devices = signers.map(({ device }) => device);
      const id = await person.chooseDevice(devices, signal);
      return signers.find(({ device }) => device.id === id) ?? first;
    }
    const problems = [...watch.seen.problems];
    person.tell({ type: 'device-wait', list: { devices: [...unusable], problems } });
    await change;
  }
}

async function findAll(
  watch: Pick<CardWatch, 'seen'>,
  find: FindSigner,
  use: SignerUse,
  signal: AbortSignal,
) {
  const signers: CardSigner[] = [];
  const unusable: DeviceSummary[] = [];
  for (const card of watch.seen.cards) {
    try {
      signers.push(await find(card, use, AbortSignal.any([signal, card.removed])));
    } catch (thrown) {
      const { code } = toWardkeyError(thrown);
      if (!card.removed.aborted) unusable.push(deviceOf(card, code));
    }
  }
  return { signers, unusable };
}

/** A card as the person knows it. */
export function deviceOf(
  { id, transport, name }: AttachedCard,
  problem?: ErrorCode,
): DeviceSummary {
  return { id, transport, name, ...(problem === undefined ? {} : { problem }) };
}

/** Resolves at the next change from now on. @throws the signal's reason */
function nextChange(watch: Pick<CardWatch, 'onChange'>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Nobody may wait for it any more by then.
  promise.catch(() => undefined);
  const onAbort = (): void => {
    end();
    reject(signal.reason);
  };
  const end = watch.onChange(() => {
    end();
    signal.removeEventListener('abort', onAbort);
    resolve();
  });
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return promise;
}
