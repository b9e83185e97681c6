import manifest from '../../package.json' with { type: 'json' };

/** The bridge's own version, as the package has it. */
export const VERSION: string = manifest.version;
