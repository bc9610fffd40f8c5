import { expect, test } from 'vitest';
import type { StoreAnswer } from '#contract/settingsApi';
import { changesTo, storeDraftOf } from '../../../src-renderer/settings/storeDraft';

const free = (value: string) => ({ value, is_fixed: false });
const answer = (
  settings: Partial<StoreAnswer['settings']> = {},
  keys: StoreAnswer['keys'] = 'saved',
): StoreAnswer => ({
  settings: {
    STORE: free('s3'),
    S3_TRAINING_BUCKET: free('goats'),
    AWS_REGION: free('us-east-2'),
    S3_ENDPOINT: free(''),
    ...settings,
  },
  keys,
  needs_restart: false,
});
const TYPED = { accessKeyId: 'AKIATYPED', secretKey: 'typed/secret' };

test('all that is not fixed is saved, also where it stays as it is', () => {
  const told = answer({ AWS_REGION: { value: 'us-east-2', is_fixed: true } });
  expect(changesTo({ ...storeDraftOf(told), bucket: 'kids' }, told)).toEqual({
    settings: { STORE: 's3', S3_TRAINING_BUCKET: 'kids' },
  });
});

test('keys are sent where they were typed and count', () => {
  const draft = { ...storeDraftOf(answer()), ...TYPED };
  const keys = { access_key_id: 'AKIATYPED', secret_access_key: 'typed/secret' };
  expect(changesTo(draft, answer()).keys).toEqual(keys);
  expect(changesTo(draft, answer({}, 'fixed')).keys).toBeUndefined();
  expect(changesTo({ ...draft, kind: 'folder' }, answer())).toEqual({ settings: { STORE: 'folder' } });
});

test('an address is only sent where it was changed; without one it is back to AWS', () => {
  const told = answer({ S3_ENDPOINT: free('http://[hidden]@store.example') });
  const draft = storeDraftOf(told);
  expect(changesTo(draft, told).settings).not.toHaveProperty('S3_ENDPOINT');
  expect(changesTo({ ...draft, endpoint: '' }, told).settings.S3_ENDPOINT).toBeNull();
});
