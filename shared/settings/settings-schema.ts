import type * as v from '../schema/schema.ts';

/** A JSON Schema of settings: what browsers read for managed storage, and the finer rules. */
export type SettingsSchema =
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly pattern?: string }
  | { readonly type: 'array'; readonly items: SettingsSchema; readonly maxItems?: number }
  | {
      readonly type: 'object';
      readonly properties: Readonly<Record<string, SettingsSchema>>;
      readonly required?: readonly string[];
      readonly additionalProperties?: false;
    };

/**
 * The JSON Schema that goes with a schema of objects, arrays, strings and choices of strings.
 * @param finer with lengths, patterns and the word that no other member is taken: not all browsers
 *   know these in the schema of managed storage
 * @throws TypeError on a kind of schema that has no such form
 */
export function settingsSchema(schema: v.GenericSchema, finer: boolean): SettingsSchema {
  if (holds(schema, 'wrapped')) return settingsSchema(schema.wrapped as v.GenericSchema, finer);
  const rules = finer ? rulesOf(schema) : {};
  switch (schema.type) {
    case 'string':
      return { type: 'string', ...rules };
    case 'picklist':
      return { type: 'string', enum: (schema as v.PicklistSchema<string[], undefined>).options };
    case 'array':
      return { type: 'array', items: settingsSchema((schema as ArrayOf).item, finer), ...rules };
    case 'strict_object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries((schema as ObjectOf).entries).map(([key, value]) => [
            key,
            settingsSchema(value, finer),
          ]),
        ),
        ...(finer ? { ...requiredOf(schema as ObjectOf), additionalProperties: false } : {}),
      };
    default:
      throw new TypeError(`Settings have no form for ${schema.type}`);
  }
}

/** The members that must be there; nothing where none has to. */
function requiredOf({ entries }: ObjectOf): { readonly required?: readonly string[] } {
  const required = Object.keys(entries).filter((key) => entries[key]?.type !== 'optional');
  return required.length === 0 ? {} : { required };
}

/** Bounds and patterns, by the keywords that JSON Schema has for them. */
function rulesOf(schema: v.GenericSchema): Readonly<Record<string, unknown>> {
  const pipe = holds(schema, 'pipe') && Array.isArray(schema.pipe) ? schema.pipe : [];
  return Object.fromEntries(
    pipe.slice(1).flatMap(({ type, requirement }: Rule): [string, unknown][] => {
      if (requirement instanceof RegExp) return [['pattern', requirement.source]];
      return type === 'max_length'
        ? [[schema.type === 'array' ? 'maxItems' : 'maxLength', requirement]]
        : [];
    }),
  );
}

interface Rule {
  readonly type: string;
  readonly requirement: unknown;
}
type ArrayOf = v.GenericSchema & { readonly item: v.GenericSchema };
type ObjectOf = v.GenericSchema & { readonly entries: Record<string, v.GenericSchema> };

function holds<K extends string>(schema: object, key: K): schema is Record<K, unknown> {
  return key in schema;
}
