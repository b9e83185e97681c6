/** One script that stands by itself in the built extension. */
export interface ScriptParts {
  /** Path of its source. */
  readonly entry: string;
  readonly name: string;
  /** What is put in for names. */
  readonly define?: Readonly<Record<string, string>>;
}

/**
 * The build of one classic script that is no content script of the manifest, so that pages carry it
 * only while it is wanted.
 */
export function scriptBuild({ entry, name, define = {} }: ScriptParts) {
  return {
    configFile: false as const,
    logLevel: 'error' as const,
    publicDir: false as const,
    define: { ...define },
    build: {
      write: false,
      target: 'es2024',
      lib: { entry, formats: ['iife' as const], name },
    },
  };
}
