/**
 * Settings of what this build does not have (runtime specification §11.3). Whoever asks for something that would be
 * missed gets no process that goes without it; an empty value asks for nothing.
 */
import { z } from 'zod';
import { strictOptional } from './setting.js';
import type { Setting } from './setting.js';
import { defineSlice } from './settings-slice.js';

const NO_LISTENER = 'is not available: this build has no HTTP listener';
const NO_RECEIPTS = 'is not available: this build issues no decision receipts';

function absent(variable: string, reason: string, secret = false): Setting<string | undefined> {
  return strictOptional(variable, {
    summary: reason.replace(/^is not available: /, ''),
    schema: z.string().refine((value) => value === '', reason),
    secret,
  });
}

export const absentSettings = defineSlice('Not in this build', {
  httpBindAddress: absent('MACP_HTTP_BIND_ADDR', NO_LISTENER),
  receiptKey: absent('MACP_RECEIPT_SIGNING_KEY', NO_RECEIPTS, true),
  receiptKeyPath: absent('MACP_RECEIPT_SIGNING_KEY_PATH', NO_RECEIPTS),
  receiptKeyId: absent('MACP_RECEIPT_SIGNING_KID', NO_RECEIPTS),
  receiptPublicKeysPath: absent('MACP_RECEIPT_PUBLIC_KEYS_PATH', NO_RECEIPTS),
});
