/** Texts are ordered as every implementation of the protocol orders them. */
export { compareText } from '@macp/kernel';
