import { useState } from 'react';
import { CAMERA_NAMES, type CameraName } from '#contract/cameras';
import { picturePath, type SessionAnswer } from '#contract/sessionApi';
import { useTranslation } from '../ui/useTranslation';
import { Icon } from '../ui/Icon';
import { WarningText } from '../ui/WarningText';
import { PictureViewer } from '../ui/PictureViewer';
import './SessionPictures.css';

/** All pictures of a session, a filmstrip for each camera; a touch shows one large. */
export function SessionPictures({ session }: { session: SessionAnswer }) {
  const [open, setOpen] = useState<{ camera: CameraName; number: number } | null>(null);
  return (
    <div className="session-pictures">
      {CAMERA_NAMES.map((camera) => (
        <Filmstrip
          key={camera}
          session={session}
          camera={camera}
          onOpen={(number) => {
            setOpen({ camera, number });
          }}
        />
      ))}
      {open && (
        <PictureViewer
          {...open}
          session={session}
          onTurn={(number) => {
            setOpen({ ...open, number });
          }}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}

interface FilmstripProps {
  session: SessionAnswer;
  camera: CameraName;
  onOpen: (number: number) => void;
}

function Filmstrip({ session, camera, onOpen }: FilmstripProps) {
  const { messages, number: written } = useTranslation();
  const { pictures, notes } = session.cameras[camera];
  return (
    <section className="filmstrip">
      <h3 className="filmstrip-head">
        <b>{messages.cameras[camera]}</b> {written(pictures.length)}
        {notes.map((note) => (
          <span key={`${note.kind} ${note.picture ?? ''}`} className="filmstrip-note">
            <Icon name="warning" />
            <WarningText camera={camera} note={note} />
          </span>
        ))}
      </h3>
      <ol className="filmstrip-pictures">
        {pictures.map((_, index) => {
          const number = index + 1;
          const isFlagged = notes.some(({ picture }) => picture === number);
          return (
            <li key={number}>
              <button
                type="button"
                className={isFlagged ? 'thumbnail thumbnail-flagged' : 'thumbnail'}
                aria-label={messages.picture(messages.cameras[camera], written(number))}
                onClick={() => {
                  onOpen(number);
                }}
              >
                <img
                  src={picturePath({ session_id: session.session_id, camera, number }, 'thumbnails')}
                  alt=""
                  loading="lazy"
                  decoding="async"
                />
                <span className="thumbnail-number" aria-hidden="true">
                  {isFlagged && <Icon name="warning" />}
                  {written(number)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
