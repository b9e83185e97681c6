import type { Language } from '../../shared/settings/settings.ts';

const LOCALES = { en: 'en-GB', cy: 'cy-GB' } as const;

/**
 * A day as people write it, such as `7 May 2026`.
 * @param day a moment, or a day such as `2026-05-07`; it is named by universal time
 */
export function calendarDay(day: Date | string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(day));
}
