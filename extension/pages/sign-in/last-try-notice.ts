import { element } from '../../ui/dom.ts';
import type { StageContext } from './stage.ts';

export interface Tries {
  /** `null` where the key does not tell them. */
  readonly triesLeft: number | null;
  readonly lastTry: boolean;
}

/** Tries left; on the last one, or what may be it, a warning and a yes to give. The text has the id `pin-tries`. */
export function lastTryNotice(
  { lastTry, triesLeft }: Tries,
  { say }: StageContext,
  agree: HTMLInputElement,
): Node[] {
  const tries = triesLeft === null ? [] : [say('signIn.pinTries', { tries: triesLeft })];
  if (!lastTry) return tries.map((text) => element('p', { id: 'pin-tries' }, text));
  const [warning, yes] =
    triesLeft === null
      ? (['signIn.pinMaybeLastTry', 'signIn.pinMaybeLastTryAgree'] as const)
      : (['signIn.pinLastTry', 'signIn.pinLastTryAgree'] as const);
  return [
    element(
      'div',
      { class: 'last-try' },
      element('p', { id: 'pin-tries' }, say(warning)),
      element('label', { class: 'tick', for: 'last-try' }, agree, say(yes)),
    ),
  ];
}
