import type { SettingsView } from '../../shared/messages/settings-view.ts';
import { portalOf } from '../../shared/portals/portals.ts';
import type { PortalSetting } from '../../shared/settings/portal-settings.ts';
import { LANGUAGES, type Language, type Settings } from '../../shared/settings/settings.ts';
import { BUILT_IN_PORTALS } from './pages/built-in-portals.ts';
import type { ManagedSettings } from './settings.ts';

/**
 * Everything that an organisation has set, and what is left to the person.
 * @param missing hosts that Wardkey may not look at
 */
export function settingsView(
  language: Language,
  { current, problem }: Pick<ManagedSettings, 'current' | 'problem'>,
  missing: readonly string[],
  builtIn: readonly PortalSetting[] = BUILT_IN_PORTALS,
): SettingsView {
  const { portals = [], contacts, hosts = [], allowedOrigins, enterpriseRpIds } = current;
  const { webEid, cardRemoved } = current;
  const otherLanguage = LANGUAGES.find((other) => other !== language);
  const told = (
    { host, name, pages = [] }: PortalSetting,
    isBuiltIn: boolean,
  ): SettingsView['portals'][number] => {
    const isOurs = isBuiltIn || portalOf(host) !== null;
    const given = missing.includes(host) ? 'missing' : 'given';
    return {
      host,
      name: name ?? host,
      access: isOurs ? 'built-in' : given,
      pages: pages.map(({ page, selector }) => `${page}: ${selector}`),
    };
  };
  return {
    language,
    ...(current.language === undefined && otherLanguage !== undefined && { otherLanguage }),
    problem,
    portals: [
      ...builtIn.map((portal) => told(portal, true)),
      ...portals.map((portal) => told(portal, false)),
    ],
    ...(contacts !== undefined && { contacts }),
    hosts,
    origins: allowedOrigins,
    rpIds: enterpriseRpIds,
    signIn: current.signIn ?? 'ask',
    ...(webEid !== undefined && { webEid }),
    ...(cardRemoved !== undefined && { cardRemoved }),
    program: programLines(current),
  };
}

function programLines({ cardTrustStore, pkcs11Module, keyModels = [] }: Settings) {
  return [
    ...(cardTrustStore === undefined ? [] : [`cardTrustStore: ${cardTrustStore}`]),
    ...(pkcs11Module === undefined ? [] : [`pkcs11Module: ${pkcs11Module}`]),
    ...keyModels.map(({ aaguid, name = '', use = 'approved' }) =>
      `keyModels: ${use} ${aaguid} ${name}`.trimEnd(),
    ),
  ];
}
