import { describe, expect, it, jest } from '@jest/globals';
import { chooseKafka } from './kafka-for-tests.js';
import type { KafkaChoices, KafkaForTests } from './kafka-for-tests.js';

const kafka = (origin: 'container' | 'local'): KafkaForTests => ({
  brokers: ['b:1'],
  origin,
  stop: async () => undefined,
});
const none: KafkaChoices = {
  given: () => [],
  container: async () => undefined,
  local: async () => undefined,
};

describe('chooseKafka', () => {
  it('takes the brokers it is given before anything else', async () => {
    const container = jest.fn(async () => kafka('container'));
    const found = await chooseKafka({ ...none, given: () => ['a:9092'], container }, true);
    expect(found).toMatchObject({ origin: 'given', brokers: ['a:9092'] });
    expect(container).not.toHaveBeenCalled();
  });

  it('prefers a container to a local broker', async () => {
    const found = await chooseKafka(
      { ...none, container: async () => kafka('container'), local: async () => kafka('local') },
      true,
    );
    expect(found?.origin).toBe('container');
  });

  it('falls back to a local broker', async () => {
    expect((await chooseKafka({ ...none, local: async () => kafka('local') }, true))?.origin).toBe('local');
  });

  it('says loudly that there is none, and fails where one is required', async () => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await chooseKafka(none, false)).toBeUndefined();
    expect(said).toHaveBeenCalledWith(expect.stringContaining('SKIPPING'));
    said.mockRestore();
    await expect(chooseKafka(none, true)).rejects.toThrow('no Kafka to test against');
  });
});
