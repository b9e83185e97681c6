import entries from '../../../shared/reference/nhs-errors.json' with { type: 'json' };
import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/nhs-errors/cy.json' with { type: 'json' };
import en from '../../../shared/words/nhs-errors/en.json' with { type: 'json' };
import type { Meaning } from './meaning.ts';
import { type MessageList, screenMessage } from './screen-message.ts';

const LIST: MessageList = { kind: 'nhs', entries, sentences: { en, cy } };

/** An error of the NHS smartcard programs: its code (`PR20002`, `400_645`), or what the screen says. */
export function nhsError(typed: string, language: Language): readonly Meaning[] {
  return screenMessage(LIST, typed, language);
}
