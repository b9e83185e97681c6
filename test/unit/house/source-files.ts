import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Paths, relative to the root, of the files that git tracks or would track. */
export function projectFiles(): string[] {
  const out = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return out.split('\n').filter((path) => path !== '' && existsSync(`${ROOT}/${path}`));
}

export interface ImportFound {
  /** The importing file, relative to the root. */
  readonly from: string;
  /** What stands between the quotes. */
  readonly specifier: string;
}

/** Every import of a TypeScript file: static, re-export, and dynamic with a plain string. */
export function importsOf(path: string): ImportFound[] {
  const source = readFileSync(`${ROOT}/${path}`, 'utf8');
  const { module, errors } = parseSync(path, source, { lang: 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    return /^'[^']*'$/.test(text) ? text.slice(1, -1) : '(computed)';
  });
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
    ),
    ...dynamic,
  ].map((specifier) => ({ from: path, specifier }));
}
