import { Settings } from '../../../shared/settings/settings.ts';
import { settingsSchema } from '../../../shared/settings/settings-schema.ts';
import type { Command } from '../context.ts';
import { SUCCESS } from '../exit-codes.ts';

/** `wardkey policy schema`: the form of the bridge's policy, for editors and for other checkers. */
export const policySchema: Command = async ({ terminal }) => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'wardkey policy.json',
    ...settingsSchema(Settings, true),
  };
  terminal.line(JSON.stringify(schema, null, 2));
  return SUCCESS;
};
