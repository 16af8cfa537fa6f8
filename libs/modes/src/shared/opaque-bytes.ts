/**
 * Bytes that the protocol does not look into, as mode state holds them: base64 text with padding. Made once on
 * acceptance, because a view would keep a whole request alive and every snapshot would encode it again.
 */

/** Empty text for no bytes. */
export function opaqueText(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}
