import { isBuiltin } from 'node:module';
import process from 'node:process';

const PREFIX = '\0wardkey-node:';
const WHOLE_PREFIX = '\0wardkey-node-whole:';

/**
 * Parts that take long to load, of which many modules import functions that few starts call: these
 * load them at the first call, but for functions that are more than that.
 */
const AT_FIRST_CALL: readonly string[] = ['node:crypto', 'node:fs/promises'];

/** Whoever imports what is no function has a module of its own to import it from. */
const IMPORTER = '?importer=';

/** What the bundler's own code at the top of a bundle imports. */
const BUNDLERS_OWN = 'node:module';

/**
 * A plugin of the build that has each part of Node.js loaded when the module that imports it is, not when the bundle is: in one
 * file, `import` statements of all modules stand at its top, and a start that needs few of them would
 * wait for all.
 */
export function nodeOnDemand() {
  return {
    name: 'wardkey-node-on-demand',
    enforce: 'pre' as const,
    resolveId(id: string, importer: string | undefined, { kind }: { readonly kind?: string }) {
      if (!isBuiltin(id) || id === BUNDLERS_OWN) return undefined;
      if (kind === 'require-call') return `${WHOLE_PREFIX}${id}`;
      return `${PREFIX}${id}${AT_FIRST_CALL.includes(id) ? `${IMPORTER}${importer}` : ''}`;
    },
    load(id: string) {
      if (id.startsWith(WHOLE_PREFIX)) return wholeModule(id.slice(WHOLE_PREFIX.length));
      if (!id.startsWith(PREFIX)) return undefined;
      const [name = '', importer] = id.slice(PREFIX.length).split(IMPORTER);
      return importer === undefined ? builtinModule(name) : lateModule(name);
    },
  };
}

/** For `require`: naming each export of `util` would load half of Node.js. */
function wholeModule(id: string): string {
  return `module.exports = process.getBuiltinModule('${id}');`;
}

/** A module that hands on what a part of Node.js exports: of that, a bundle keeps what is imported. */
function builtinModule(id: string): string {
  return [
    `const part = process.getBuiltinModule('${id}');`,
    'export default part;',
    ...namesIn(id).map((name) => `export const ${name} = ${pureValue(`part.${name}`)};`),
  ].join('\n');
}

/** The same, loaded when one of its functions is called. */
function lateModule(id: string): string {
  const part: Readonly<Record<string, unknown>> = { ...process.getBuiltinModule(id) };
  const isFunction = (name: string) => /^[a-z]/.test(name) && isPlainFunction(part[name]);
  return [
    'let loaded;',
    `const part = () => (loaded ??= process.getBuiltinModule('${id}'));`,
    ...namesIn(id).map((name) => {
      const value = isFunction(name)
        ? `(...args) => part().${name}(...args)`
        : pureValue(`part().${name}`);
      return `export const ${name} = ${value};`;
    }),
  ].join('\n');
}

/** What a function has besides, such as `util.promisify.custom`, one in its place would lack. */
function isPlainFunction(value: unknown): boolean {
  return (
    typeof value === 'function' &&
    Reflect.ownKeys(value).every((name) => ['length', 'name', 'prototype'].includes(String(name)))
  );
}

function namesIn(id: string): readonly string[] {
  return Object.keys(process.getBuiltinModule(id) ?? {}).filter((name) => name !== 'default');
}

/** Left out where nobody imports it. */
function pureValue(expression: string): string {
  return `/* @__PURE__ */ (() => ${expression})()`;
}
