import type { SettingsView } from '../../shared/messages/settings-view.ts';
import type { Language } from '../../shared/settings/settings.ts';

const NOTHING_SET: Omit<SettingsView, 'language'> = {
  problem: null,
  portals: [],
  hosts: [],
  origins: [],
  rpIds: [],
  signIn: 'ask',
  program: [],
};

const MANAGED: Omit<SettingsView, 'language'> = {
  problem: null,
  portals: [
    {
      host: 'id.trust.example',
      name: 'Trust sign-in',
      access: 'missing',
      pages: ['adfs-login: #trust-form'],
    },
    { host: 'portal.nhs.net', name: 'portal.nhs.net', access: 'built-in', pages: [] },
    { host: 'wards.trust.example', name: 'Wards', access: 'given', pages: [] },
  ],
  contacts: {
    'it-service-desk': { name: 'Service Desk', phone: '020 7946 0000', hours: '8:00 to 18:00' },
  },
  hosts: ['sso.trust.example'],
  origins: ['https://portal.trust.example'],
  rpIds: ['trust.example'],
  signIn: 'always',
  webEid: 'on',
  cardRemoved: 'close',
  program: [
    'cardTrustStore: /etc/wardkey/card-issuers.pem',
    'keyModels: approved ee882879-721c-4913-9775-3dfcce97072a Key 5',
  ],
};

/** The settings page in every state, by name. */
export function settingsScenes(language: Language): Record<string, SettingsView> {
  return {
    'nothing-set': {
      ...NOTHING_SET,
      language,
      otherLanguage: language === 'en' ? 'cy' : 'en',
    },
    managed: { ...MANAGED, language },
    problem: {
      ...NOTHING_SET,
      language,
      problem: { key: 'portals[0].host', expected: 'portal.example.org' },
    },
  };
}
