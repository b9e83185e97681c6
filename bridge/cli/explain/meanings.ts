import type { Language } from '../../../shared/settings/settings.ts';
import { ctapHidError } from './ctap-hid-error.ts';
import { ctapStatus } from './ctap-status.ts';
import { findingCode } from './finding-code.ts';
import type { Meaning } from './meaning.ts';
import { nhsError } from './nhs-error.ts';
import { ownCode } from './own-code.ts';
import { pcscCode } from './pcsc-code.ts';
import { signInError } from './sign-in-error.ts';
import { signInMessage } from './sign-in-message.ts';
import { statusWord } from './status-word.ts';
import { supportCodeMeaning } from './support-code.ts';

const LISTS = [
  ownCode,
  findingCode,
  ctapStatus,
  ctapHidError,
  statusWord,
  pcscCode,
  signInError,
  supportCodeMeaning,
  nhsError,
  signInMessage,
];

/** What is known of what was typed. */
export interface Explained {
  readonly meanings: readonly Meaning[];
  /** What no list knows. */
  readonly unknown: readonly string[];
}

/**
 * Explains what was typed: as one code where it is one, for codes are read out in groups (`69 82`,
 * support codes); else part by part, as the guide writes several with commas between them; else word
 * by word.
 */
export function meaningsOf(typed: string, language: Language): Explained {
  const whole = wholeMeaning(typed, language);
  if (whole.meanings.length > 0) return whole;
  const isList = typed.includes(',');
  const parts = typed.split(isList ? /\s*,\s*/ : /[\s/]+/).filter((part) => part !== '');
  if (parts.length < 2) return whole;
  // Between commas words belong together: the number of the guide's step is no status byte.
  const explained = parts.map((part) => (isList ? wholeMeaning : meaningsOf)(part, language));
  const found = explained.flatMap((part) => part.meanings);
  // Of words of which none is known it is not known either whether they were one code.
  if (found.length === 0) return { meanings: [], unknown: [typed] };
  return { meanings: found, unknown: explained.flatMap((part) => part.unknown) };
}

function wholeMeaning(typed: string, language: Language): Explained {
  const meanings = LISTS.flatMap((look) => look(typed, language));
  return { meanings, unknown: meanings.length > 0 ? [] : [typed] };
}
