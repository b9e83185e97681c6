import type { Language } from '../settings/settings.ts';

/** As people write it here: the day comes before the month. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', cy: 'cy-GB' };

/** A day by universal time, such as `3 March 2027`. @param moment milliseconds since 1970 */
export function longDate(language: Language, moment: number): string {
  return new Date(moment).toLocaleDateString(LOCALES[language], {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}
