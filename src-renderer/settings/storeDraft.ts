import type { StoreAnswer, StoreRequest } from '#contract/settingsApi';

export const STORE_KINDS = ['s3', 'folder'] as const;

/** What stands in the fields of the store. */
export interface StoreDraft {
  kind: (typeof STORE_KINDS)[number];
  bucket: string;
  region: string;
  endpoint: string;
  accessKeyId: string;
  secretKey: string;
}

/** The fields as they are before anybody has typed. */
export function storeDraftOf({ settings }: StoreAnswer): StoreDraft {
  return {
    kind: settings.STORE.value === 'folder' ? 'folder' : 's3',
    bucket: settings.S3_TRAINING_BUCKET.value,
    region: settings.AWS_REGION.value,
    endpoint: settings.S3_ENDPOINT.value,
    accessKeyId: '',
    secretKey: '',
  };
}

/** What has to be saved so that the fields hold: all that is not fixed, since what a start has found is not saved yet. */
export function changesTo(draft: StoreDraft, { settings, keys }: StoreAnswer): StoreRequest {
  const isS3 = draft.kind === 's3';
  const wanted = {
    STORE: draft.kind,
    ...(isS3 && { S3_TRAINING_BUCKET: draft.bucket, AWS_REGION: draft.region }),
    // The address may be shown without what is secret in it, and then must not be saved like that.
    ...(isS3 && draft.endpoint !== settings.S3_ENDPOINT.value && { S3_ENDPOINT: draft.endpoint || null }),
  };
  const free = Object.entries(settings).flatMap(([name, { is_fixed }]) => (is_fixed ? [] : [name]));
  const changes = Object.fromEntries(Object.entries(wanted).filter(([name]) => free.includes(name)));
  const hasNewKeys = isS3 && keys !== 'fixed' && draft.secretKey !== '';
  return {
    settings: changes,
    ...(hasNewKeys && {
      keys: { access_key_id: draft.accessKeyId, secret_access_key: draft.secretKey },
    }),
  };
}
