/** Types of `sources.mjs`. */
export const packageDir: string;
export function protoFiles(): string[];
export function sourcesHash(): string;
