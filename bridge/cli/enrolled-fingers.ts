import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { Language } from '../../shared/settings/settings.ts';
import { sayInTerminal } from '../../shared/words/command-line-words.ts';
import type { EnrolledFinger } from '../ctap/bio-enrollment.ts';

/** A finger as `--json` prints it. */
export function fingerJson(finger: EnrolledFinger): object {
  return { id: fingerId(finger), name: finger.name };
}

/** Hexadecimal digits of a finger's ID. */
export function fingerId({ templateId }: EnrolledFinger): string {
  return Buffer.from(templateId).toString('hex');
}

/** What a finger is called, also where it has no name. */
export function fingerName({ name }: Pick<EnrolledFinger, 'name'>, language: Language): string {
  return name === '' ? sayInTerminal(language, 'cli.fingerUnnamed') : name;
}

/**
 * The one finger of that name or ID; where none has it, the one whose name or ID begins so.
 * @throws WardkeyError `item-unknown`, `item-ambiguous`
 */
export function fingerNamed(fingers: readonly EnrolledFinger[], typed: string): EnrolledFinger {
  const wanted = typed.toLowerCase();
  const names = (finger: EnrolledFinger) => [finger.name.toLowerCase(), fingerId(finger)];
  const exact = fingers.filter((finger) => names(finger).includes(wanted));
  const begun = fingers.filter((finger) => names(finger).some((name) => name.startsWith(wanted)));
  const found = exact.length > 0 || wanted === '' ? exact : begun;
  const [one] = found;
  if (one === undefined) throw new WardkeyError('item-unknown', { facts: { item: typed } });
  if (found.length > 1) throw new WardkeyError('item-ambiguous', { facts: { item: typed } });
  return one;
}
