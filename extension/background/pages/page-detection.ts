import type { MessageAnswer } from '../../../shared/messages/messages.ts';
import type { SeenPage } from '../../../shared/messages/page-messages.ts';
import { portalOf } from '../../../shared/portals/portals.ts';
import { policyPagesOf } from '../../../shared/settings/policy-pages.ts';
import type { PortalSetting } from '../../../shared/settings/portal-settings.ts';
import type { MessageOrigin } from '../router.ts';
import type { ManagedSettings } from '../settings.ts';
import { BUILT_IN_PORTALS } from './built-in-portals.ts';
import { matchAddress, pageAddress } from './page-address.ts';
import type { SeenPages } from './seen-pages.ts';

export interface PageDetectionParts {
  readonly pages: SeenPages;
  readonly settings: ManagedSettings;
  readonly settingsLoaded: Promise<void>;
}

/** Follows the tabs from page to page, by their addresses and by what the pages tell. */
export class PageDetection {
  readonly #parts: PageDetectionParts;

  constructor(parts: PageDetectionParts) {
    this.#parts = parts;
  }

  /** The organisation's portals: those that this copy was built with, and those of its policy. */
  portals(): readonly PortalSetting[] {
    return [...BUILT_IN_PORTALS, ...(this.#parts.settings.current.portals ?? [])];
  }

  /** Hosts beside the catalogue's on which the content script is wanted. */
  addedHosts(): readonly string[] {
    return policyPagesOf(this.portals()).hosts;
  }

  /** A content script told which page it is on. @returns what the policy adds for its host */
  async onSeen(message: SeenPage, { tabId, url }: MessageOrigin): Promise<MessageAnswer> {
    const { pages, settingsLoaded } = this.#parts;
    await settingsLoaded;
    const { host } = new URL(url);
    if (tabId !== null) await pages.seen(tabId, host, message);
    const policy = policyPagesOf(this.portals());
    const hints = policy.hints.filter((hint) => hint.host === host);
    const hosts = policy.hosts.filter((added) => added === host);
    return hosts.length + hints.length === 0 ? {} : { policyPages: { hosts, hints } };
  }

  /** @param url `undefined` where the extension may not see it */
  async onLoading(tabId: number, url: string | undefined): Promise<void> {
    await this.#parts.settingsLoaded;
    const { pages } = this.#parts;
    const address = pageAddress(url);
    if (address === null || !this.#isKnown(address.host)) await pages.left(tabId);
    else await pages.arrived(tabId, address.host, matchAddress(address));
  }

  async onClosed(tabId: number): Promise<void> {
    await this.#parts.pages.left(tabId);
  }

  #isKnown(host: string): boolean {
    return portalOf(host) !== null || this.addedHosts().includes(host);
  }
}
