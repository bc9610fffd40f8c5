import {
  loginRequestSchema,
  logoutRequestSchema,
  newTokenAnswerSchema,
  passwordRequestSchema,
  tokenRequestSchema,
  tokensAnswerSchema,
} from '#contract/authApi';
import { DONE, type Endpoint } from './endpoint';

const TOKEN = { name: 'scale', created_at: '2026-02-10T18:30:00.000-05:00' };

/** By which people and programs get in and out. */
export const ACCESS_ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ method: 'post', path: '/login', access: 'open' },
    summary: 'Logs a browser in: the answer sets a cookie.',
    body: { name: 'LoginRequest', schema: loginRequestSchema, example: { password: 'abcd-efgh-jkmn' } },
    answer: DONE,
    errors: ['WRONG_PASSWORD', 'TOO_MANY_TRIES'],
  },
  {
    ...{ method: 'post', path: '/logout', access: 'open' },
    summary: 'Ends the login of this browser, or all logins.',
    body: { name: 'LogoutRequest', schema: logoutRequestSchema, example: { everywhere: true } },
    answer: DONE,
    errors: ['LOGIN_REQUIRED'],
  },
  {
    ...{ method: 'post', path: '/password', access: 'login' },
    summary: 'Changes the password and ends all logins; the answer sets the cookie of a new one.',
    body: {
      name: 'PasswordRequest',
      schema: passwordRequestSchema,
      example: { current_password: 'abcd-efgh-jkmn', new_password: 'goats eat paper' },
    },
    answer: DONE,
    errors: ['WRONG_PASSWORD', 'TOO_MANY_TRIES', 'PASSWORD_IS_FIXED', 'DISK_FULL'],
  },
  {
    ...{ method: 'get', path: '/tokens', access: 'owner' },
    summary: 'The tokens that let programs in, by name.',
    answer: { name: 'Tokens', schema: tokensAnswerSchema, example: { tokens: [TOKEN] } },
    errors: [],
  },
  {
    ...{ method: 'post', path: '/tokens', access: 'owner' },
    summary:
      'Makes a token for a program, which sends it as Authorization: Bearer TOKEN. It is told only here.',
    body: { name: 'TokenRequest', schema: tokenRequestSchema, example: { name: 'scale' } },
    answer: {
      name: 'NewToken',
      schema: newTokenAnswerSchema,
      example: { ...TOKEN, token: 'goat_capture_kW3mZ0b1eQ4yq1v0Jp5m2n8s7t6u5v4w3x2y1z0aBcD' },
    },
    errors: ['TOKEN_EXISTS', 'TOO_MANY_TOKENS', 'DISK_FULL'],
  },
  {
    ...{ method: 'delete', path: '/tokens/{name}', access: 'owner' },
    summary: 'Revokes a token.',
    answer: DONE,
    errors: ['TOKEN_NOT_FOUND', 'DISK_FULL'],
  },
];
