/** The release of this build, as Initialize and `--version` say it. */
export const VERSION = '0.1.0';
