import type { PopupView } from '../../shared/messages/views.ts';
import { mayOfferSignIn } from '../../shared/portals/sign-in-origins.ts';
import { LANGUAGES, type Language, type Settings } from '../../shared/settings/settings.ts';
import { browser } from '../platform/browser.ts';
import { currentTab } from '../platform/tabs.ts';
import type { BridgeClient } from './bridge/bridge-client.ts';
import type { GuideDesk } from './guide/guide-desk.ts';
import { originOf } from './origins.ts';
import type { Pages } from './pages/pages.ts';

/** All that the popup's view follows from. */
export interface PopupFacts extends Pick<PopupView, 'edition' | 'language' | 'signIn' | 'notice'> {
  readonly settings: Settings;
  /** What went wrong, for one who looks from a tab. */
  readonly trouble: (tabId: number) => PopupView['trouble'];
  readonly pages: Pick<Pages, 'view' | 'access'>;
  readonly bridge: Pick<BridgeClient, 'state' | 'devices'>;
  readonly desk: Pick<GuideDesk, 'view' | 'isHidden'>;
}

/** What the popup shows, of the tab in front. */
export async function popupView(facts: PopupFacts): Promise<PopupView> {
  const { language, settings, edition, pages, bridge, signIn, notice, trouble, desk } = facts;
  const tab = await currentTab();
  const tabId = tab?.id ?? browser.tabs.TAB_ID_NONE;
  const origin = originOf(tab?.url);
  return {
    language,
    ...(settings.language === undefined && { otherLanguage: otherThan(language) }),
    edition,
    tab: {
      id: tabId,
      origin,
      offered:
        edition === 'full' && origin !== null && mayOfferSignIn(origin, settings.allowedOrigins),
    },
    page: await pages.view(tab),
    missingAccess: pages.access.missing,
    bridge: bridge.state,
    list: bridge.devices,
    signIn,
    notice,
    trouble: trouble(tabId),
    guide: desk.view(tabId),
    guideHidden: desk.isHidden(tabId),
  };
}

function otherThan(language: Language): Language {
  return LANGUAGES.find((other) => other !== language) ?? language;
}
