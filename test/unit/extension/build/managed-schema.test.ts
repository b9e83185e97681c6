import * as v from 'valibot';
import { expect, test } from 'vitest';
import { managedSchema } from '../../../../extension/build/managed-schema.ts';
import { LANGUAGES, Settings } from '../../../../shared/settings/settings.ts';

test('the settings have their managed form, key by key', () => {
  expect(managedSchema(Settings)).toEqual({
    type: 'object',
    properties: {
      allowedOrigins: { type: 'array', items: { type: 'string' } },
      enterpriseRpIds: { type: 'array', items: { type: 'string' } },
      language: { type: 'string', enum: LANGUAGES },
    },
  });
});

test('what managed storage cannot express is refused, not guessed', () => {
  expect(() => managedSchema(v.strictObject({ when: v.date() }))).toThrow(TypeError);
});
