import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { OpenSignIn } from './open-sign-in.ts';
import type { SignInParts } from './sign-in-parts.ts';

/**
 * Brings the page of a sign-in, and the window where there is one, before the person.
 * @throws WardkeyError `ceremony-unknown`, `page-gone`
 */
export async function showSignIn(
  { showTab, window }: Pick<SignInParts, 'showTab' | 'window'>,
  signIn: OpenSignIn | null,
): Promise<void> {
  if (signIn === null) throw new WardkeyError('ceremony-unknown');
  try {
    await showTab(signIn.tabId);
  } catch (cause) {
    throw new WardkeyError('page-gone', { cause });
  }
  await window.focus();
}
