import manifest from '../../../package.json' with { type: 'json' };

/** The version of Dormouse. */
export const VERSION: string = manifest.version;
