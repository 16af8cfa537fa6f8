/** From what a caller presents to who it is (runtime specification §9). */
import { describe, expect, it } from '@jest/globals';
import {
  AuthenticatorChain,
  DevelopmentCredentials,
  StaticTokens,
  parseStaticTokens,
  presentedToken,
} from './index.js';
import type { CredentialResolver, Identity, StaticToken } from './index.js';

function parsed(text: string): readonly StaticToken[] {
  const result = parseStaticTokens(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.tokens;
}

const identity = (sender: string): Identity => ({
  sender,
  canStartSessions: true,
  canManageModeRegistry: false,
  isObserver: false,
});

describe('static tokens', () => {
  it('come as a list or as an object with a list, with defaults', () => {
    const expected = [{ token: 't', identity: identity('alice') }];
    expect(parsed('[{"token":"t","sender":"alice"}]')).toEqual(expected);
    expect(parsed('{"tokens":[{"token":"t","sender":"alice","colour":"red"}],"more":1}')).toEqual(expected);
  });

  it('carry every right they name', () => {
    const [token] = parsed(
      '[{"token":"t","sender":"a","allowed_modes":["m"],"can_start_sessions":false,"max_open_sessions":0,' +
        '"can_manage_mode_registry":true,"is_observer":true}]',
    );
    expect(token!.identity).toEqual({
      sender: 'a',
      allowedModes: new Set(['m']),
      canStartSessions: false,
      maxOpenSessions: 0,
      canManageModeRegistry: true,
      isObserver: true,
    });
  });

  it('with an empty list of modes allow all', () => {
    expect(parsed('[{"token":"t","sender":"a","allowed_modes":[]}]')[0]!.identity.allowedModes).toBeUndefined();
  });

  it('may say that sessions are not limited', () => {
    const [token] = parsed('[{"token":"t","sender":"a","max_open_sessions":null}]');
    expect(token!.identity.maxOpenSessions).toBeUndefined();
  });

  it('may be none', () => {
    expect(parsed('[]')).toEqual([]);
  });

  it.each([
    ['', 'is not valid JSON'],
    ['{"tok', 'is not valid JSON'],
    ['"secret"', 'must be an array of tokens or an object with "tokens"'],
    ['{}', 'must be an array of tokens or an object with "tokens"'],
    ['[1]', 'is invalid: tokens[0] must be an object'],
    ['[{"sender":"a"}]', 'is invalid: tokens[0].token must be a non-empty string'],
    ['[{"token":"secret"}]', 'is invalid: tokens[0].sender must be a non-empty string'],
    ['[{"token":"secret","sender":""}]', 'is invalid: tokens[0].sender must be a non-empty string'],
    [
      '[{"token":"secret","sender":"a","allowed_modes":null}]',
      'is invalid: tokens[0].allowed_modes must be an array of strings',
    ],
    [
      '[{"token":"secret","sender":"a","allowed_modes":[1]}]',
      'is invalid: tokens[0].allowed_modes must be an array of strings',
    ],
    [
      '[{"token":"secret","sender":"a","is_observer":"yes"}]',
      'is invalid: tokens[0].is_observer must be true or false',
    ],
    [
      '[{"token":"secret","sender":"a","max_open_sessions":-1}]',
      'is invalid: tokens[0].max_open_sessions must be a whole number',
    ],
  ])('from %j are refused with a text that shows no token', (text, problem) => {
    expect(parseStaticTokens(text)).toEqual({ problem });
    expect(problem).not.toContain('secret');
  });

  it('are found by exact text; of equal tokens the last wins', () => {
    const tokens = new StaticTokens([
      { token: 'one', identity: identity('first') },
      { token: 'one', identity: identity('last') },
    ]);
    expect(tokens.resolve('one')).toEqual(identity('last'));
    for (const token of ['One', 'one ', 'on', '']) expect(tokens.resolve(token)).toBe('rejected');
  });

  it('with a dot are nobody: such tokens belong to another resolver', () => {
    expect(new StaticTokens([{ token: 'a.b', identity: identity('x') }]).resolve('a.b')).toBe('passed');
  });
});

describe('the presented token', () => {
  it.each([
    [{ authorization: 'Bearer t' }, { token: 't', isBearer: true }],
    [{ authorization: 'Bearer  t' }, { token: ' t', isBearer: true }],
    [
      { authorization: 'Bearer t', macpToken: 'm' },
      { token: 't', isBearer: true },
    ],
    [
      { authorization: 'bearer t', macpToken: 'm' },
      { token: 'm', isBearer: false },
    ],
    [{ authorization: 'bearer t' }, undefined],
    [{ authorization: 'Basic t' }, undefined],
    [{ macpToken: 'm' }, { token: 'm', isBearer: false }],
    [{}, undefined],
  ])('of %j is %j', (credentials, expected) => {
    expect(presentedToken(credentials)).toEqual(expected);
  });
});

describe('the chain', () => {
  const resolver = (answer: ReturnType<CredentialResolver['resolve']>): CredentialResolver => ({
    resolve: () => answer,
  });
  const bearer = { authorization: 'Bearer t' };

  it('stops at the first claim', () => {
    const chain = new AuthenticatorChain([resolver('passed'), resolver(identity('a')), resolver(identity('b'))]);
    expect(chain.authenticate(bearer)).toEqual(identity('a'));
  });

  it('stops at the first rejection', () => {
    expect(
      new AuthenticatorChain([resolver('rejected'), resolver(identity('b'))]).authenticate(bearer),
    ).toBeUndefined();
  });

  it('refuses what nobody claims, and callers without a credential', () => {
    expect(new AuthenticatorChain([resolver('passed')]).authenticate(bearer)).toBeUndefined();
    expect(new AuthenticatorChain([resolver(identity('a'))]).authenticate({})).toBeUndefined();
  });

  it('waits for a resolver that has to look something up, and goes on behind it', async () => {
    const later = (answer: 'passed' | 'rejected'): CredentialResolver => resolver(Promise.resolve(answer));
    const after = new AuthenticatorChain([later('passed'), resolver(identity('b'))]);
    expect(await after.authenticate(bearer)).toEqual(identity('b'));
    expect(
      await new AuthenticatorChain([later('rejected'), resolver(identity('b'))]).authenticate(bearer),
    ).toBeUndefined();
    expect(await new AuthenticatorChain([later('passed')]).authenticate(bearer)).toBeUndefined();
  });
});

describe('development credentials', () => {
  const development = new DevelopmentCredentials();

  it('believe the name that is given', () => {
    expect(development.authenticate({ authorization: 'Bearer agent.one' })).toEqual({
      sender: 'agent.one',
      canStartSessions: true,
      canManageModeRegistry: true,
      isObserver: false,
    });
    expect(development.provesSenders).toBe(false);
  });

  it('do not believe an empty one', () => {
    expect(development.authenticate({ authorization: 'Bearer ' })).toBeUndefined();
    expect(development.authenticate({})).toBeUndefined();
  });
});
