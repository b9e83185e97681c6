import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LANGUAGES, Settings } from '../../../../shared/settings/settings.ts';
import { settingsSchema } from '../../../../shared/settings/settings-schema.ts';

test('the settings have their managed form, key by key', () => {
  expect(settingsSchema(Settings, false)).toEqual({
    type: 'object',
    properties: {
      allowedOrigins: { type: 'array', items: { type: 'string' } },
      enterpriseRpIds: { type: 'array', items: { type: 'string' } },
      language: { type: 'string', enum: LANGUAGES },
    },
  });
});

test('what has no such form is refused, not guessed', () => {
  expect(() => settingsSchema(v.strictObject({ when: v.date() }), false)).toThrow(TypeError);
});
