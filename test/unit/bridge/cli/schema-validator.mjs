import { Ajv2020 } from 'ajv/dist/2020.js';

/** What is wrong with a value by a schema, by a validator that is not ours. */
export function violations(schema, value) {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    schema,
  );
  return validate(value) ? [] : validate.errors;
}
