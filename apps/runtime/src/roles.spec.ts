import { describe, expect, it } from '@jest/globals';
import { ROLES, requireBrokers, rolesOf } from './roles.js';

describe('roles', () => {
  it.each([
    [undefined, [...ROLES]],
    ['all', [...ROLES]],
    ['ingress', ['ingress']],
    ['policy, replay', ['policy', 'replay']],
  ])('%j are %j', (text, expected) => {
    expect([...rolesOf(text)]).toEqual(expected);
  });

  it.each(['', 'engine', 'ingress,'])('%j are none', (text) => {
    expect(() => rolesOf(text)).toThrow(/^unknown role/);
  });

  it('of a part of the services need brokers', () => {
    expect(() => requireBrokers(rolesOf('ingress'), undefined)).toThrow('--role ingress needs MACP_KAFKA_BROKERS');
    requireBrokers(rolesOf('ingress'), ['a:1']);
    requireBrokers(rolesOf('all'), undefined);
  });
});
