import type { Settings } from '../settings/settings.ts';

/** Who can help. Names, and what each is there for, are in the words of the guide. */
export const CONTACT_IDS = [
  'local-administrator',
  'it-service-desk',
  'nhsmail-helpdesk',
  'registration-authority',
  'ig-team',
  'local-organisation',
  'your-voice',
] as const;
export type ContactId = (typeof CONTACT_IDS)[number];

/** How to reach somebody. */
export interface Contact {
  readonly id: ContactId;
  /** What the organisation calls them; absent where the common name holds. */
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  /** Opening hours, in the organisation's own words. */
  readonly hours?: string | undefined;
}

/** What the documents say, where an organisation has set nothing else. */
const DEFAULTS: Readonly<Record<ContactId, Omit<Contact, 'id' | 'name'>>> = {
  'local-administrator': {
    url: 'https://support.nhs.net/knowledge-base/finding-your-local-administrator/',
  },
  'it-service-desk': {},
  'nhsmail-helpdesk': { phone: '0333 200 1133', email: 'helpdesk@nhs.net' },
  'registration-authority': {},
  'ig-team': {},
  'local-organisation': {},
  'your-voice': { url: 'https://support.nhs.net/knowledge-base/your-voice-user-guide/' },
};

/** Everybody who can help, in the order in which they are shown: those of the policy as it says. */
export function contactsOf(policy: Settings['contacts']): readonly Contact[] {
  return CONTACT_IDS.map((id) => ({ id, ...DEFAULTS[id], ...policy?.[id] }));
}
