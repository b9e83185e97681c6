import * as v from 'valibot';
import { expect, test } from 'vitest';
import { CONTACT_IDS } from '../../../../shared/journeys/contacts.ts';
import { PAGE_IDS } from '../../../../shared/portals/catalogue.ts';
import { KEY_MODEL_USES } from '../../../../shared/settings/key-model-settings.ts';
import {
  CARD_REMOVED_ACTS,
  LANGUAGES,
  Settings,
  SIGN_IN_MODES,
  WEB_EID_MODES,
} from '../../../../shared/settings/settings.ts';
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
      cardTrustStore: TEXT,
      webEid: { type: 'string', enum: WEB_EID_MODES },
      cardRemoved: { type: 'string', enum: CARD_REMOVED_ACTS },
      signIn: { type: 'string', enum: SIGN_IN_MODES },
      pkcs11Module: TEXT,
      keyModels: {
        type: 'array',
        items: {
          type: 'object',
          properties: { aaguid: TEXT, name: TEXT, use: { type: 'string', enum: KEY_MODEL_USES } },
        },
      },
      contacts: {
        type: 'object',
        properties: Object.fromEntries(CONTACT_IDS.map((id) => [id, CONTACT])),
      },
      portals: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            host: TEXT,
            name: TEXT,
            pages: {
              type: 'array',
              items: {
                type: 'object',
                properties: { page: { type: 'string', enum: PAGE_IDS }, selector: TEXT },
              },
            },
          },
        },
      },
      hosts: { type: 'array', items: TEXT },
    },
  });
});

test('what has no such form is refused, not guessed', () => {
  expect(() => settingsSchema(v.strictObject({ when: v.date() }), false)).toThrow(TypeError);
});
