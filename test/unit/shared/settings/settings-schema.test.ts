import * as v from 'valibot';
import { expect, test } from 'vitest';
import { CONTACT_IDS } from '../../../../shared/journeys/contacts.ts';
import { LANGUAGES, Settings } from '../../../../shared/settings/settings.ts';
import { settingsSchema } from '../../../../shared/settings/settings-schema.ts';

const TEXT = { type: 'string' };
const CONTACT = {
  type: 'object',
  properties: { name: TEXT, phone: TEXT, email: TEXT, url: TEXT, hours: TEXT },
};

test('the settings have their managed form, key by key', () => {
  expect(settingsSchema(Settings, false)).toEqual({
    type: 'object',
    properties: {
      allowedOrigins: { type: 'array', items: { type: 'string' } },
      enterpriseRpIds: { type: 'array', items: { type: 'string' } },
      language: { type: 'string', enum: LANGUAGES },
      contacts: {
        type: 'object',
        properties: Object.fromEntries(CONTACT_IDS.map((id) => [id, CONTACT])),
      },
    },
  });
});

test('what has no such form is refused, not guessed', () => {
  expect(() => settingsSchema(v.strictObject({ when: v.date() }), false)).toThrow(TypeError);
});
