import { useEffect, useState } from 'react';
import { tokenNameSchema, type NewToken, type TokenInfo } from '#contract/authApi';
import type { AccessClient } from '../client/kioskClient';
import { useTranslation } from '../ui/useTranslation';
import { TypedField } from '../ui/TypedField';

const NAME_LENGTH = 50;

interface TokenListProps {
  access: AccessClient;
  attempt: (work: () => Promise<void>, success: string) => Promise<boolean>;
  onFailed: (thrown: unknown) => void;
}

/** The tokens of programs: made, shown once, and revoked. */
export function TokenList({ access, attempt, onFailed }: TokenListProps) {
  const { messages } = useTranslation();
  const [tokens, setTokens] = useState<readonly TokenInfo[]>([]);
  const [made, setMade] = useState<NewToken | null>(null);
  const [name, setName] = useState('');
  useEffect(() => {
    access.tokens().then(setTokens, onFailed);
  }, [access, onFailed]);
  const read = async () => {
    setTokens(await access.tokens());
  };
  const make = () =>
    attempt(async () => {
      setMade(await access.makeToken(name));
      setName('');
      await read();
    }, '');
  const revoke = (revoked: string) =>
    attempt(async () => {
      await access.revokeToken(revoked);
      setMade(null);
      await read();
    }, messages.tokenRevoked(revoked));
  return (
    <section>
      <h3>{messages.tokens}</h3>
      <p>{messages.tokensText}</p>
      <ul className="access-tokens">
        {tokens.map((token) => (
          <li key={token.name}>
            {token.name}
            <button type="button" className="button" onClick={() => void revoke(token.name)}>
              {messages.revoke(token.name)}
            </button>
          </li>
        ))}
      </ul>
      {made && (
        <p className="access-made" role="status">
          {messages.tokenMade(made.name)}
          <code>{made.token}</code>
        </p>
      )}
      <form
        className="access-form"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TypedField
          label={messages.tokenName}
          name="token_name"
          autoComplete="off"
          value={name}
          maxLength={NAME_LENGTH}
          onChange={setName}
        />
        <p>{messages.tokenNameRule}</p>
        <button type="submit" className="button" disabled={!tokenNameSchema.safeParse(name).success}>
          {messages.makeToken}
        </button>
      </form>
    </section>
  );
}
