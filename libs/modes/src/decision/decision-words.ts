/**
 * The closed vocabularies of Decision payloads (RFC-MACP-0007 §4). Words are matched in their exact case and none may be
 * left out; sessions of older revisions read them in any case, and an empty severity as `medium`.
 */
const EXACT_CASE_REVISION = 4;

const RECOMMENDATIONS: ReadonlySet<string> = new Set(['APPROVE', 'REVIEW', 'BLOCK', 'REJECT']);
const SEVERITIES: ReadonlySet<string> = new Set(['low', 'medium', 'high', 'critical']);
const VOTES: ReadonlySet<string> = new Set(['APPROVE', 'REJECT', 'ABSTAIN']);

/** The recommendation that `word` stands for; `undefined` for no word of the vocabulary. */
export function recommendationOf(word: string, semanticsRevision: number): string | undefined {
  return known(RECOMMENDATIONS, semanticsRevision >= EXACT_CASE_REVISION ? word : word.toUpperCase());
}

/** The severity that `word` stands for; `undefined` for no word of the vocabulary. */
export function severityOf(word: string, semanticsRevision: number): string | undefined {
  if (semanticsRevision >= EXACT_CASE_REVISION) return known(SEVERITIES, word);
  return known(SEVERITIES, word === '' ? 'medium' : word.toLowerCase());
}

/** The vote that `word` stands for; `undefined` for no word of the vocabulary. */
export function voteOf(word: string, semanticsRevision: number): string | undefined {
  return known(VOTES, semanticsRevision >= EXACT_CASE_REVISION ? word : word.toUpperCase());
}

function known(words: ReadonlySet<string>, word: string): string | undefined {
  return words.has(word) ? word : undefined;
}
