/** Settings that name files whose text is what is wanted: certificates, keys, passwords. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Schema of a path; the value is the file's text, without the line end that editors leave. */
export const fileText: z.ZodType<string, string> = z.string().transform((path, context): string => {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    context.addIssue({ code: 'custom', message: `cannot be read (${code})` });
    return z.NEVER;
  }
});
