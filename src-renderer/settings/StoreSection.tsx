import { useState } from 'react';
import { storeKeysSchema, type StoreAnswer, type StoreRequest } from '#contract/settingsApi';
import type { SettingsClient } from '../client/kioskClient';
import { Choices } from '../ui/Choices';
import { TypedField } from '../ui/TypedField';
import { useTranslation } from '../ui/useTranslation';
import { LockedSetting } from './LockedSetting';
import { RestartNotice } from './RestartNotice';
import { changesTo, STORE_KINDS, type StoreDraft, storeDraftOf } from './storeDraft';
import { useSettings, type SettingsState } from './useSettings';
import './StoreSection.css';

interface StoreSectionProps {
  client: SettingsClient<StoreAnswer, StoreRequest>;
  /** Told whether something is chosen or typed that is not saved. */
  onUnsaved?: (isUnsaved: boolean) => void;
  /** Told what is saved, and how to start the program again with it. */
  onSaved?: (answer: StoreAnswer, restart: () => void) => void;
}

/** Where pictures go: tried first, and saved only where that went well. */
export function StoreSection({ client, onUnsaved, onSaved }: StoreSectionProps) {
  const { messages } = useTranslation();
  const settings = useSettings(client);
  const { answer, restart } = settings;
  const save: typeof settings.save = async (changes) => {
    const saved = await settings.save(changes);
    if (saved) onSaved?.(saved, restart);
    return saved;
  };
  return (
    <>
      <p>{messages.storeText}</p>
      {answer && <StoreForm answer={answer} save={save} onUnsaved={onUnsaved} />}
      <RestartNotice settings={settings} />
    </>
  );
}

interface StoreFormProps {
  answer: StoreAnswer;
  save: SettingsState<StoreAnswer, StoreRequest>['save'];
  onUnsaved: StoreSectionProps['onUnsaved'];
}

const MAX = 128;

function StoreForm({ answer, save, onUnsaved }: StoreFormProps) {
  const { messages } = useTranslation();
  const [draft, setDraft] = useState(() => storeDraftOf(answer));
  const [said, setSaid] = useState<'tryingStore' | 'storeSaved' | 'storeNotSaved' | null>(null);
  const { settings, keys } = answer;
  const isTrying = said === 'tryingStore';
  const mayChange = !(settings.STORE.is_fixed && draft.kind === 'folder');
  const write = (change: Partial<StoreDraft>) => {
    setDraft({ ...draft, ...change });
    setSaid(null);
    onUnsaved?.(true);
  };
  const send = async () => {
    setSaid('tryingStore');
    const isSaved = (await save(changesTo(draft, answer))) !== null;
    // A secret stays in the page no longer than it is needed.
    if (isSaved) setDraft({ ...draft, accessKeyId: '', secretKey: '' });
    if (isSaved) onUnsaved?.(false);
    setSaid(isSaved ? 'storeSaved' : 'storeNotSaved');
  };
  const hasKeys = draft.accessKeyId !== '' || draft.secretKey !== '';
  const areKeysGood =
    !hasKeys ||
    storeKeysSchema.safeParse({ access_key_id: draft.accessKeyId, secret_access_key: draft.secretKey })
      .success;
  const field = (
    name: 'S3_TRAINING_BUCKET' | 'AWS_REGION' | 'S3_ENDPOINT',
    key: 'bucket' | 'region' | 'endpoint',
    label: string,
  ) =>
    settings[name].is_fixed ? (
      <div>
        <h3 className="label">{label}</h3>
        <LockedSetting value={settings[name].value} />
      </div>
    ) : (
      <TypedField
        {...{ label, name: key, value: draft[key], maxLength: MAX, autoComplete: 'off' }}
        isOptional={key === 'endpoint'}
        onChange={(text) => {
          write({ [key]: text });
        }}
      />
    );
  return (
    <form
      className="store-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {settings.STORE.is_fixed ? (
        <LockedSetting value={messages.storeKinds[draft.kind]} />
      ) : (
        <Choices
          label={messages.sections.store}
          choices={STORE_KINDS}
          chosen={draft.kind}
          labels={messages.storeKinds}
          columns="two"
          onTouch={(kind) => {
            write({ kind });
          }}
        />
      )}
      {draft.kind === 's3' && (
        <>
          {field('S3_TRAINING_BUCKET', 'bucket', messages.bucketName)}
          {field('AWS_REGION', 'region', messages.region)}
          {settings.S3_ENDPOINT.value !== '' && field('S3_ENDPOINT', 'endpoint', messages.endpoint)}
          {keys === 'fixed' ? (
            <LockedSetting value={messages.keys} />
          ) : (
            <>
              <p>{keys === 'saved' ? messages.keysSaved : messages.keysNone}</p>
              <TypedField
                label={messages.accessKeyId}
                name="access_key_id"
                autoComplete="off"
                value={draft.accessKeyId}
                maxLength={MAX}
                isOptional
                onChange={(accessKeyId) => {
                  write({ accessKeyId });
                }}
              />
              <TypedField
                label={messages.secretKey}
                name="secret_access_key"
                autoComplete="off"
                value={draft.secretKey}
                maxLength={MAX}
                isSecret
                isOptional
                onChange={(secretKey) => {
                  write({ secretKey });
                }}
              />
            </>
          )}
        </>
      )}
      <p className="store-said" role="status">
        {said && messages[said]}
      </p>
      {mayChange && (
        <button type="submit" className="button button-main" disabled={isTrying || !areKeysGood}>
          {messages.tryAndSave}
        </button>
      )}
    </form>
  );
}
