import { HID_ERROR } from '../../../shared/errors/ctap-hid-errors.ts';
import type { Language } from '../../../shared/settings/settings.ts';
import cy from '../../../shared/words/ctap-hid-errors/cy.json' with { type: 'json' };
import en from '../../../shared/words/ctap-hid-errors/en.json' with { type: 'json' };
import type { Meaning } from './meaning.ts';

const SENTENCES: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, cy };
const SOURCE = 'CTAP 2.1 §11.2.9.1.6';

/**
 * An error of the way to a USB key, by its number behind `hid:` or by its name: as a number alone it
 * would be a status.
 */
export function ctapHidError(typed: string, language: Language): readonly Meaning[] {
  const digits = /^hid[:\s]\s*(?:0x)?([0-9a-f]{1,2})$/i.exec(typed)?.[1];
  const byNumber = digits === undefined ? undefined : Number.parseInt(digits, 16);
  const byName = typed.toUpperCase().replace(/^(CTAPHID_)?ERR_/, '');
  const hasPrefix = byName.length < typed.length;
  const found = Object.entries(HID_ERROR).find(
    ([name, error]) => (hasPrefix && name === byName) || error === byNumber,
  );
  if (found === undefined) return [];
  const [name, error] = found;
  const code = `hid:${error.toString(16).padStart(2, '0')}`;
  const says = SENTENCES[language][name] ?? name;
  return [{ kind: 'ctap-hid', code, name: `ERR_${name}`, says, source: SOURCE }];
}
