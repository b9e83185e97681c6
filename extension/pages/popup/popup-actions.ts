import type { ErrorCode } from '../../../shared/errors/codes.ts';
import type { GuideAct } from '../../../shared/messages/banner-view.ts';
import type { Language } from '../../../shared/settings/settings.ts';

/** What the person can do in the popup. Each answers why it was not taken, or `null`. */
export interface PopupActions {
  choose(tabId: number): Promise<ErrorCode | null>;
  /** Brings the tab, or the window, of the open sign-in to the front. */
  show(): Promise<ErrorCode | null>;
  leave(): Promise<ErrorCode | null>;
  speak(language: Language): Promise<ErrorCode | null>;
  retry(): Promise<ErrorCode | null>;
  report(): Promise<ErrorCode | null>;
  closeReport(): Promise<ErrorCode | null>;
  /** Asks the browser to let Wardkey look at hosts. The browser asks the person. */
  allow(hosts: readonly string[]): Promise<void>;
  /** Begins a journey on the tab's page. */
  pick(journey: string, tabId: number): Promise<ErrorCode | null>;
  act(act: Exclude<GuideAct, 'contacts'>, tabId: number): Promise<ErrorCode | null>;
  showGuide(tabId: number): Promise<ErrorCode | null>;
}
