import { compile, NodePackageImporter } from 'sass';

/** How style sheets find the packages that they use: by their names. */
export const SASS_OPTIONS = { importers: [new NodePackageImporter('.')] };

/** The text of a style sheet. @param path of its source @throws Exception of sass for a wrong one */
export function styleText(path: string): string {
  return compile(path, { ...SASS_OPTIONS, style: 'compressed' }).css;
}
