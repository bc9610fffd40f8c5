import { useCallback, useState } from 'react';
import { picturePath, type SessionSummary } from '#contract/sessionApi';
import type { SessionsClient } from '../client/kioskClient';
import { Choices } from '../ui/Choices';
import { Icon } from '../ui/Icon';
import { Notice } from '../ui/Notice';
import { useTranslation } from '../ui/useTranslation';
import { useFetch } from '../client/useFetch';
import { SessionState } from './SessionState';
import { type Filter, FILTERS, FILTER_NAMES } from '#contract/session';

/** Sessions on one page: so many that turning it is quick on a Pi, however many there are. */
const PAGE_LENGTH = 20;

/** Which page of which sessions is looked at: after which session each page up to this one begins. */
export interface ListPlace {
  filter: Filter;
  turned: readonly string[];
}

interface SessionListProps {
  sessions: SessionsClient;
  /** Another one where the sessions have changed. */
  version: string;
  place: ListPlace;
  onMove: (place: ListPlace) => void;
  onOpen: (id: string) => void;
}

/** The sessions that are here, the newest first, page by page. */
export function SessionList({ sessions, version, place, onMove, onOpen }: SessionListProps) {
  const { messages, number, describeFault } = useTranslation();
  const { filter, turned } = place;
  const before = turned.at(-1);
  const read = useCallback(() => {
    const states = FILTERS[filter];
    return sessions.list({
      limit: PAGE_LENGTH,
      ...(states && { states: [...states] }),
      ...(before !== undefined && { before }),
    });
  }, [sessions, filter, before]);
  const { value: page, fault } = useFetch(read, version);
  const next = page?.next ?? null;
  const pages = page ? Math.max(turned.length + 1, Math.ceil(page.total / PAGE_LENGTH)) : 1;
  return (
    <section className="panel session-list" aria-label={messages.sessions.title}>
      <Choices
        label={messages.sessions.show}
        choices={FILTER_NAMES}
        chosen={filter}
        labels={messages.sessions.filters}
        columns="five"
        onTouch={(chosen) => {
          onMove({ filter: chosen, turned: [] });
        }}
      />
      {fault && <Notice tone="error" {...describeFault(fault)} />}
      {page?.sessions.length === 0 && <p className="session-none">{messages.sessions.none[filter]}</p>}
      <ul className="session-rows">
        {page?.sessions.map((session) => (
          <li key={session.session_id}>
            <Row session={session} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <div className="session-pages">
          <button
            type="button"
            className="button"
            disabled={turned.length === 0}
            onClick={() => {
              onMove({ filter, turned: turned.slice(0, -1) });
            }}
          >
            <Icon name="left" />
            {messages.sessions.newer}
          </button>
          <p role="status">{messages.sessions.page(number(turned.length + 1), number(pages))}</p>
          <button
            type="button"
            className="button"
            disabled={next === null}
            onClick={() => {
              if (next !== null) onMove({ filter, turned: [...turned, next] });
            }}
          >
            {messages.sessions.older}
            <Icon name="right" />
          </button>
        </div>
      )}
    </section>
  );
}

function Row({ session, onOpen }: { session: SessionSummary; onOpen: (id: string) => void }) {
  const { messages, dayAndTime } = useTranslation();
  const { session_id: id, cover } = session;
  const [isBroken, setBroken] = useState(false);
  return (
    <button
      type="button"
      className="session-row"
      onClick={() => {
        onOpen(id);
      }}
    >
      <span className="session-cover">
        {cover && !isBroken ? (
          <img
            src={picturePath({ session_id: id, camera: cover, number: 1 }, 'thumbnails')}
            alt=""
            loading="lazy"
            decoding="async"
            onError={() => {
              setBroken(true);
            }}
          />
        ) : (
          <Icon name="camera" />
        )}
      </span>
      <span className="session-words">
        <span className="session-title">
          <b>{messages.goat(session.goat_id)}</b>{' '}
          <time dateTime={session.started_at}>{dayAndTime(session.started_at)}</time>
        </span>
        <SessionState session={session} />
      </span>
      <Icon name="right" />
    </button>
  );
}
