import { useState } from 'react';
import type { CameraName } from '../../src-main/contract/cameras';
import { picturePath, type SessionAnswer } from '../../src-main/contract/delivery';
import { useTranslation } from '../i18n/useTranslation';
import { Dialog } from './Dialog';
import { Icon } from './Icon';
import { NoteWords } from './NoteWords';
import './PictureViewer.css';

interface PictureViewerProps {
  session: SessionAnswer;
  camera: CameraName;
  /** From 1. */
  number: number;
  onTurn: (number: number) => void;
  onClose: () => void;
}

/** One picture as the camera made it: whole, or pixel for pixel, to see whether it is sharp. */
export function PictureViewer({ session, camera, number, onTurn, onClose }: PictureViewerProps) {
  const { words, number: written } = useTranslation();
  const [isWhole, setWhole] = useState(true);
  const [brokenNumber, setBroken] = useState<number | null>(null);
  const { pictures, notes } = session.cameras[camera];
  const title = words.picture(words.cameras[camera], written(number));
  const turn = (to: number) => {
    if (to >= 1 && to <= pictures.length) onTurn(to);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') turn(number - 1);
        if (key === 'ArrowRight') turn(number + 1);
      }}
    >
      <div className="viewer">
        {notes
          .filter(({ picture }) => picture === null || picture === number)
          .map((note) => (
            <p key={note.kind} className="filmstrip-note">
              <Icon name="warning" />
              <NoteWords camera={camera} note={note} />
            </p>
          ))}
        {/* Reachable by keyboard, which scrolls it. */}
        <div className="viewer-frame" tabIndex={0} role="group" aria-label={title}>
          {brokenNumber === number ? (
            <p>{words.noPictureThere}</p>
          ) : (
            <img
              key={number}
              className={isWhole ? 'viewer-whole' : ''}
              src={picturePath({ session_id: session.session_id, camera, number }, 'pictures')}
              alt={title}
              onError={() => {
                setBroken(number);
              }}
            />
          )}
        </div>
        <div className="viewer-buttons">
          <button
            type="button"
            className="button"
            aria-label={words.previousPicture}
            disabled={number <= 1}
            onClick={() => {
              turn(number - 1);
            }}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            className="button"
            aria-label={words.nextPicture}
            disabled={number >= pictures.length}
            onClick={() => {
              turn(number + 1);
            }}
          >
            <Icon name="right" />
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              setWhole(!isWhole);
            }}
          >
            {isWhole ? words.realSize : words.wholePicture}
          </button>
          <button type="button" className="button button-main" onClick={onClose}>
            {words.close}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
