import type { PopupView } from '../../../shared/messages/views.ts';
import { pageReport } from '../../../shared/portals/page-report.ts';
import { isUnreadHost, portalOf, READ_HOSTS } from '../../../shared/portals/portals.ts';
import { browser } from '../../platform/browser.ts';
import { listenForPages } from '../../platform/page-changes.ts';
import {
  listenForAccess,
  lookAtStranger,
  mayLookAt,
  putContentScriptOn,
  runInPage,
  startLooking,
} from '../../platform/scripting.ts';
import { currentTab, tabsOf } from '../../platform/tabs.ts';
import type { MessageHandlers } from '../router.ts';
import type { ManagedSettings } from '../settings.ts';
import { pageAddress } from './page-address.ts';
import { PageDetection } from './page-detection.ts';
import { PortalAccess } from './portal-access.ts';
import { SeenPages } from './seen-pages.ts';
import { type ShownTab, Stranger } from './stranger.ts';
import { structureOfPage } from './structure.ts';

export interface PagesParts {
  readonly settings: ManagedSettings;
  readonly settingsLoaded: Promise<void>;
  /** Something that the popup or the badge shows is another from now on. */
  readonly onChange: () => void;
  /** A tab shows another page of the catalogue, or none. */
  readonly onTab: (tabId: number) => void;
}

type PageHandlers = Pick<MessageHandlers, 'page.here' | 'page.report' | 'page.report-closed'>;

/** Which page each tab shows, for the popup, the badge and whoever guides a person. */
export class Pages {
  readonly seen: SeenPages;
  readonly detection: PageDetection;
  readonly access: PortalAccess;
  readonly #stranger: Stranger;
  readonly #settingsLoaded: Promise<void>;
  readonly #onChange: () => void;
  readonly handlers: PageHandlers = {
    'page.here': async (_, { tabId, url, documentId }) => {
      if (tabId !== null) await startLooking(tabId, { url, documentId });
    },
    'page.report': async () => this.#onReport(await currentTab()),
    'page.report-closed': () => this.#onReportClosed(),
  };
  #report: { readonly tabId: number; readonly text: string } | null = null;

  /** Registers its listeners: it must run while the worker's script runs first. */
  constructor({ settings, settingsLoaded, onChange, onTab }: PagesParts) {
    this.#settingsLoaded = settingsLoaded;
    this.#onChange = onChange;
    this.seen = new SeenPages(browser.storage.session, (tabId) => {
      onChange();
      onTab(tabId);
    });
    this.detection = new PageDetection({ pages: this.seen, settings, settingsLoaded });
    this.access = new PortalAccess({
      addedHosts: () => this.detection.addedHosts(),
      mayLookAt,
      putContentScriptOn,
      onChange,
    });
    this.#stranger = new Stranger(lookAtStranger, () => [
      ...(settings.current.hosts ?? []),
      ...this.detection.addedHosts(),
    ]);
    listenForPages({
      onLoading: (tabId, url) => this.detection.onLoading(tabId, url),
      onClosed: (tabId) => this.detection.onClosed(tabId),
    });
    listenForAccess(
      () => this.#onAccessGiven(),
      () => this.access.refresh(),
    );
    settingsLoaded.then(() => this.access.refresh());
  }

  /** The browser puts scripts into pages that are loaded from now on; others are there already. */
  async #onAccessGiven(): Promise<void> {
    const { access, detection, seen } = this;
    await this.#settingsLoaded;
    await access.refresh();
    const hosts = [...READ_HOSTS, ...detection.addedHosts()];
    const open = await tabsOf(hosts.filter((host) => !access.missing.includes(host)));
    for (const tabId of open) {
      if ((await seen.at(tabId)) === null) await startLooking(tabId).catch(() => undefined);
    }
  }

  /**
   * The popup was opened over a tab: the one moment at which a page of others is looked at. Resolves
   * once it is known what the page is, which a page of ours may never tell.
   */
  async onPopup(tab: ShownTab | null): Promise<void> {
    this.#report = null;
    if (tab === null || (await this.seen.at(tab.id)) !== null) return;
    const host = pageAddress(tab.url)?.host ?? '';
    const isOurs = READ_HOSTS.includes(host) || this.detection.addedHosts().includes(host);
    // The page was there before the extension, or the person has not yet let it look for good.
    if (isUnreadHost(host)) await this.detection.onLoading(tab.id, tab.url);
    else if (isOurs) await this.#startAndHear(tab.id);
    else await this.#stranger.look(tab);
    this.#onChange();
  }

  /** Resolves with the page's first word, or at once where the browser lets no script in. */
  async #startAndHear(tabId: number): Promise<void> {
    const told = this.seen.next(tabId);
    await startLooking(tabId).then(
      () => told,
      () => undefined,
    );
  }

  /** What the popup tells of a tab's page. */
  async view(tab: ShownTab | null): Promise<PopupView['page']> {
    if (tab === null) return null;
    const report = this.#report?.tabId === tab.id ? this.#report.text : null;
    const seen = await this.seen.at(tab.id);
    if (seen !== null) {
      const { match, warnings, host } = seen;
      return { match, warnings, name: this.#nameOf(host), isOurs: true, report };
    }
    const judged = this.#stranger.judgedAt(tab);
    return judged && { ...judged, name: null, isOurs: false, report };
  }

  /** Writes the report of a tab's page, which the person asked for. Nothing is kept of it. */
  async #onReport(tab: ShownTab | null): Promise<void> {
    const address = pageAddress(tab?.url);
    if (tab === null || address === null) return;
    const structure = isUnreadHost(address.host)
      ? null
      : await runInPage(tab.id, structureOfPage, []).catch(() => null);
    const match = (await this.view(tab))?.match ?? { kind: 'nothing' };
    const { version } = browser.runtime.getManifest();
    const text = pageReport({ ...address, match, version }, structure);
    this.#report = { tabId: tab.id, text };
    this.#onChange();
  }

  #onReportClosed(): void {
    this.#report = null;
    this.#onChange();
  }

  #nameOf(host: string): string | null {
    if (portalOf(host) !== null) return null;
    return this.detection.portals().find((portal) => portal.host === host)?.name ?? host;
  }
}
