import { expect, it } from 'vitest';
import { Secrets } from '#engine/platform/secrets';

const TOKEN = `goat_capture_${'k'.repeat(43)}`;

it('takes out what the environment holds, also as it stands within JSON', () => {
  const secrets = new Secrets({
    API_PASSWORD: 'goats "eat" paper',
    AWS_SECRET_ACCESS_KEY: 'planted/secret+key',
  });
  const text = JSON.stringify({ msg: 'goats "eat" paper and planted/secret+key' });
  expect(JSON.parse(secrets.without(text))).toEqual({ msg: '[hidden] and [hidden]' });
});

it.each([0, 2])(
  'takes out what stands under a name of secrets in JSON indented by %i, and leaves it whole',
  (indent) => {
    const given = {
      a: [{ newPassword: 'x"y\\', sessionToken: 'abc', 'Set-Cookie': ['one', 'two'] }],
      headers: { authorization: 'Bearer abc', 'x-amz-security-token': 'def' },
      password_is_fixed: true,
      camera: 'side',
    };
    expect(JSON.parse(new Secrets().without(JSON.stringify(given, null, indent)))).toEqual({
      a: [{ newPassword: '[hidden]', sessionToken: '[hidden]', 'Set-Cookie': '[hidden]' }],
      headers: { authorization: '[hidden]', 'x-amz-security-token': '[hidden]' },
      password_is_fixed: true,
      camera: 'side',
    });
  },
);

it('knows keys and tokens by how they look, and leaves other words alone', () => {
  const words = 'goat_capture_frame_spacing_error_seconds is 1, AKIA is a word';
  expect(new Secrets().without(`${TOKEN} AKIAIOSFODNN7EXAMPLE ${words}`)).toBe(`[hidden] [hidden] ${words}`);
});

it('hides no text so short that it stands everywhere', () => {
  expect(new Secrets({ API_PASSWORD: 'a' }).without('a goat')).toBe('a goat');
});
