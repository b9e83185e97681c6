import { generateKeyPair, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { nodeOnDemand } from '../../../../bridge/build/node-on-demand.ts';

/** What the expression is that a module of the bundle would import by a name. */
function expressionOf(id: string, name: string): string {
  const plugin = nodeOnDemand();
  const resolved = plugin.resolveId(id, '/module.ts', {});
  const code = resolved === undefined ? '' : plugin.load(resolved);
  const line = code?.split('\n').find((text) => text.startsWith(`export const ${name} = `));
  return line?.slice(`export const ${name} = `.length, -1) ?? '';
}

test('a function is loaded when it is called', () => {
  expect(expressionOf('node:crypto', randomUUID.name)).toBe(
    '(...args) => part().randomUUID(...args)',
  );
  expect(expressionOf('node:fs/promises', 'readFile')).toContain('...args');
});

test('a function that is more than that is itself: another in its place would lack the rest', () => {
  expect(Object.getOwnPropertySymbols(generateKeyPair)).not.toEqual([]);
  const expression = expressionOf('node:crypto', generateKeyPair.name);
  expect(expression).toContain('part().generateKeyPair');
  expect(expression).not.toContain('...args');
});

test('a part that is not late is handed on as it is', () => {
  expect(expressionOf('node:path', 'join')).not.toContain('...args');
  expect(expressionOf('./own.ts', 'join')).toBe('');
});
