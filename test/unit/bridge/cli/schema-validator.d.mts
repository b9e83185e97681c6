/** What is wrong with a value by a JSON Schema: nothing where it is valid. */
export function violations(schema: object, value: unknown): readonly object[];
