import entries from '../../../shared/reference/sign-in-messages.json' with { type: 'json' };
import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/sign-in-messages/cy.json' with { type: 'json' };
import en from '../../../shared/words/sign-in-messages/en.json' with { type: 'json' };
import type { Meaning } from './meaning.ts';
import { type MessageList, screenMessage } from './screen-message.ts';

const LIST: MessageList = { kind: 'entra', entries, sentences: { en, cy } };

/** What a Microsoft sign-in page says of a security key, where it shows no number. */
export function signInMessage(typed: string, language: Language): readonly Meaning[] {
  return screenMessage(LIST, typed, language);
}
