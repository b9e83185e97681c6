import { isBuiltin } from 'node:module';
import process from 'node:process';

const PREFIX = '\0wardkey-node:';
const WHOLE_PREFIX = '\0wardkey-node-whole:';

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
    resolveId(id: string, _importer: string | undefined, { kind }: { readonly kind?: string }) {
      if (!isBuiltin(id) || id === BUNDLERS_OWN) return undefined;
      return `${kind === 'require-call' ? WHOLE_PREFIX : PREFIX}${id}`;
    },
    load(id: string) {
      if (id.startsWith(WHOLE_PREFIX)) return wholeModule(id.slice(WHOLE_PREFIX.length));
      return id.startsWith(PREFIX) ? builtinModule(id.slice(PREFIX.length)) : undefined;
    },
  };
}

/** For `require`: naming each export of `util` would load half of Node.js. */
function wholeModule(id: string): string {
  return `module.exports = process.getBuiltinModule('${id}');`;
}

/** A module that hands on what a part of Node.js exports: of that, a bundle keeps what is imported. */
function builtinModule(id: string): string {
  const names = Object.keys(process.getBuiltinModule(id) ?? {}).filter(
    (name) => name !== 'default',
  );
  return [
    `const part = process.getBuiltinModule('${id}');`,
    'export default part;',
    ...names.map((name) => `export const ${name} = /* @__PURE__ */ (() => part.${name})();`),
  ].join('\n');
}
