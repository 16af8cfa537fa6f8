import { expect, it } from '@jest/globals';
import { OWN_EPOCHS_MAX, OwnEpochs } from './own-epochs.js';

it('Epochs of a partition that cannot be claimed for days do not pile up, and the newest are known', () => {
  const epochs = new OwnEpochs();
  for (let n = 0; n < 3 * OWN_EPOCHS_MAX; n += 1) epochs.add(`E${n}`);
  const known = Array.from({ length: 3 * OWN_EPOCHS_MAX }, (_, n) => epochs.has(`E${n}`));
  expect(known.indexOf(true)).toBe(2 * OWN_EPOCHS_MAX);
  expect(known.lastIndexOf(false)).toBe(2 * OWN_EPOCHS_MAX - 1);
});
