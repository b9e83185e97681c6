import type * as v from '../../shared/schema/schema.ts';

/** The part of JSON Schema that browsers read for managed storage. */
export type ManagedSchema =
  | { readonly type: 'string'; readonly enum?: readonly string[] }
  | { readonly type: 'array'; readonly items: ManagedSchema }
  | { readonly type: 'object'; readonly properties: Readonly<Record<string, ManagedSchema>> };

/**
 * The managed-storage schema that goes with a schema of objects, arrays, strings and
 * choices of strings. Finer rules stay with that schema: the extension checks again.
 * @throws TypeError on a kind of schema that managed storage cannot express
 */
export function managedSchema(schema: v.GenericSchema): ManagedSchema {
  if (holds(schema, 'wrapped')) return managedSchema(schema.wrapped as v.GenericSchema);
  switch (schema.type) {
    case 'string':
      return { type: 'string' };
    case 'picklist':
      return { type: 'string', enum: (schema as v.PicklistSchema<string[], undefined>).options };
    case 'array':
      return { type: 'array', items: managedSchema((schema as ArrayOf).item) };
    case 'strict_object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries((schema as ObjectOf).entries).map(([key, value]) => [
            key,
            managedSchema(value),
          ]),
        ),
      };
    default:
      throw new TypeError(`Managed storage has no form for ${schema.type}`);
  }
}

type ArrayOf = v.GenericSchema & { readonly item: v.GenericSchema };
type ObjectOf = v.GenericSchema & { readonly entries: Record<string, v.GenericSchema> };

function holds<K extends string>(schema: object, key: K): schema is Record<K, unknown> {
  return key in schema;
}
