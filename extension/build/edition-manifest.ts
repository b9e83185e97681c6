import manifest from '../../manifest.json' with { type: 'json' };
import { PANEL_COMMAND } from '../platform/panel-command.ts';

/** The builds that come out of the one manifest. `firefox` is the guide edition for Firefox. */
export const EDITIONS = ['full', 'guide', 'firefox'] as const;
export type Edition = (typeof EDITIONS)[number];

/**
 * `webAuthenticationProxy` cannot be optional and its warning names every website, so that only
 * the `full` edition asks for it. `webNavigation` serves it alone: it ties a request to its tab.
 */
const FULL_ONLY: readonly string[] = ['webAuthenticationProxy', 'webNavigation'];

/** Exact host names. */
export interface EditionHosts {
  /** Where the extension may see addresses. */
  readonly seen: readonly string[];
  /** Where the content script looks at pages. */
  readonly read: readonly string[];
  /** What its pages may connect to. */
  readonly asked: readonly string[];
}

/** Chromium's own: Firefox has a sidebar, which needs no permission. */
const SIDE_PANEL = 'sidePanel';

/** Firefox opens its sidebar by this command itself; Chromium tells the background of one with a name. */
const SIDEBAR_COMMAND = '_execute_sidebar_action';

/** The manifest of one edition. */
export function editionManifest(edition: Edition, { seen, read, asked }: EditionHosts) {
  // Each browser warns of keys that it does not know; Firefox takes its policies without a schema.
  const {
    key,
    minimum_chrome_version,
    externally_connectable,
    storage,
    browser_specific_settings,
    side_panel,
    sidebar_action,
    commands,
    ...both
  } = manifest;
  const matches = read.map(patternOf);
  const common = {
    ...both,
    content_security_policy: pagePolicy(asked),
    host_permissions: seen.map(patternOf),
    content_scripts: both.content_scripts.map((script) => ({ ...script, matches })),
    permissions: both.permissions.filter(
      (permission) =>
        (edition === 'full' || !FULL_ONLY.includes(permission)) &&
        (edition !== 'firefox' || permission !== SIDE_PANEL),
    ),
  };
  const gecko = {
    ...browser_specific_settings.gecko,
    data_collection_permissions: { required: ['none' as const] },
  };
  const shortcut = commands[PANEL_COMMAND];
  return edition === 'firefox'
    ? {
        ...common,
        sidebar_action,
        commands: { [SIDEBAR_COMMAND]: { suggested_key: shortcut.suggested_key } },
        browser_specific_settings: { gecko },
      }
    : {
        ...common,
        key,
        minimum_chrome_version,
        externally_connectable,
        storage,
        side_panel,
        commands,
      };
}

/**
 * The content security policy of the extension's pages: that of the manifest, and what they may
 * connect to beside (CSP3 §6.1.2).
 * @param asked exact host names
 */
export function pagePolicy(asked: readonly string[]) {
  const { extension_pages } = manifest.content_security_policy;
  const origins = asked.map((host) => `https://${host}`).join(' ');
  return { extension_pages: `${extension_pages}; connect-src ${origins}` };
}

function patternOf(host: string): string {
  return `https://${host}/*`;
}
