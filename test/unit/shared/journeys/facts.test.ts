import { expect, test } from 'vitest';
import { journeyOf } from '../../../../shared/journeys/catalogue.ts';
import { contactsOf } from '../../../../shared/journeys/contacts.ts';
import { DOCUMENTS } from '../../../../shared/journeys/documents.ts';
import { LANGUAGES } from '../../../../shared/settings/settings.ts';
import cy from '../../../../shared/words/journeys/cy.json' with { type: 'json' };
import en from '../../../../shared/words/journeys/en.json' with { type: 'json' };
import guidance from '../../../vectors/guidance-facts.json' with { type: 'json' };

// What the guidance says that nobody may lose in rewording: figures, texts of buttons, addresses,
// warnings and contacts.
const PROSE = { en: new Map(Object.entries(en)), cy: new Map(Object.entries(cy)) };

function proseOf(language: 'en' | 'cy', journey: string): string {
  return Object.values(PROSE[language].get(journey) ?? {}).join('\n');
}

/** The document's own id, or the document with that address. */
function isKnownDocument(document: string): boolean {
  return Object.entries(DOCUMENTS).some(
    ([id, found]) => id === document || ('url' in found && found.url.startsWith(document)),
  );
}

test('there are facts of every kind, from all five documents', () => {
  const kinds = new Set(guidance.facts.map(({ kind }) => kind));
  expect([...kinds].sort()).toEqual(['address', 'button', 'contact', 'fact', 'figure', 'warning']);
  for (const document of ['fido2-faq', 'mfa-leaflet', 'mfa-faq', 'sspr-guide', 'mfa-setup']) {
    expect(guidance.facts.filter((fact) => fact.document === document).length).toBeGreaterThan(5);
  }
});

test.each(guidance.facts)('$journey keeps its $kind of $document', (fact) => {
  expect(isKnownDocument(fact.document.split('…')[0] ?? ''), fact.document).toBe(true);
  const journey = journeyOf(fact.journey);
  if (fact.kind === 'address') {
    expect(JSON.stringify(journey)).toContain(`"${fact.text}"`);
    return;
  }
  for (const language of LANGUAGES) {
    const text = 'text' in fact ? fact.text : fact[language];
    expect(text).toBeTruthy();
    expect(proseOf(language, fact.journey)).toContain(text);
  }
});

test('every text that a step quotes stands in its sentence, in both languages', () => {
  for (const id of Object.keys(en)) {
    journeyOf(id)?.steps.forEach(({ buttons = [] }, at) => {
      for (const language of LANGUAGES) {
        const sentence = new Map(Object.entries(PROSE[language].get(id) ?? {})).get(
          `step${at + 1}`,
        );
        for (const text of buttons) expect(sentence, `${id} ${at + 1}`).toContain(`‘${text}’`);
      }
    });
  }
});

test('the NHSmail Helpdesk is reached as the booklet says, unless a policy says otherwise', () => {
  const reach = (policy: Parameters<typeof contactsOf>[0]) =>
    contactsOf(policy).find(({ id }) => id === 'nhsmail-helpdesk');
  expect(reach(undefined)).toEqual({
    id: 'nhsmail-helpdesk',
    phone: '0333 200 1133',
    email: 'helpdesk@nhs.net',
  });
  expect(reach({ 'nhsmail-helpdesk': { phone: '1234', hours: '8 to 6' } })).toEqual({
    id: 'nhsmail-helpdesk',
    phone: '1234',
    email: 'helpdesk@nhs.net',
    hours: '8 to 6',
  });
});
