import { browser } from './browser.ts';

/** What the toolbar icon carries: a mark that is readable without its colour. */
export interface Badge {
  readonly text: string;
  readonly colour: string;
}

/**
 * Shows a badge.
 * @param tabId the tab that has it alone, until it loads another page; without it every other tab
 * @param title what the icon is called there
 */
export function showBadge({ text, colour }: Badge, tabId?: number, title?: string): void {
  const where = tabId === undefined ? {} : { tabId };
  const shown = [
    browser.action.setBadgeBackgroundColor({ color: colour, ...where }),
    browser.action.setBadgeText({ text, ...where }),
    ...(title === undefined ? [] : [browser.action.setTitle({ title, ...where })]),
  ];
  // The tab may be gone by now.
  for (const done of shown) done.catch(() => undefined);
}
