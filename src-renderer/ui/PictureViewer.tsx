import { useRef, useState } from 'react';
import type { CameraName } from '#contract/cameras';
import { picturePath, type SessionAnswer } from '#contract/sessionApi';
import { useTranslation } from './useTranslation';
import { CloseButton } from './CloseButton';
import { Dialog } from './Dialog';
import { Icon, type IconName } from './Icon';
import { WarningText } from './WarningText';
import { largestScale, realScale, STEP, WHOLE, zoomed, type Size } from './zoom';
import { ZoomFrame } from './ZoomFrame';
import './PictureViewer.css';

interface PictureViewerProps {
  session: SessionAnswer;
  camera: CameraName;
  /** From 1. */
  number: number;
  onTurn: (number: number) => void;
  onClose: () => void;
}

const NO_SIZE: Size = { width: 1, height: 1 };
const MIDDLE = { x: 0, y: 0 };

/** One picture as the camera made it: whole, or as large as one likes, to see whether it is sharp. */
export function PictureViewer({ session, camera, number, onTurn, onClose }: PictureViewerProps) {
  const { messages, number: written } = useTranslation();
  const [view, setView] = useState(WHOLE);
  const [size, setSize] = useState(NO_SIZE);
  const [brokenNumber, setBroken] = useState<number | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { pictures, notes } = session.cameras[camera];
  const title = messages.picture(messages.cameras[camera], written(number));
  const turn = (to: number) => {
    if (to < 1 || to > pictures.length) return;
    setView(WHOLE);
    onTurn(to);
  };
  /** Makes the picture larger or smaller about its middle. */
  const zoomTo = (scaleIn: (frame: Size) => number) => {
    const box = frame.current?.getBoundingClientRect();
    if (box) setView(zoomed(view, scaleIn(box), MIDDLE, box, largestScale(size, box)));
  };
  const isWhole = view.scale === 1;
  const button = (icon: IconName, label: string, disabled: boolean, onTouch: () => void) => (
    <button type="button" className="button" aria-label={label} disabled={disabled} onClick={onTouch}>
      <Icon name={icon} />
    </button>
  );
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
              <WarningText camera={camera} note={note} />
            </p>
          ))}
        <ZoomFrame
          label={title}
          view={view}
          onView={setView}
          largest={(box) => largestScale(size, box)}
          frame={frame}
        >
          {brokenNumber === number ? (
            <p>{messages.noPictureThere}</p>
          ) : (
            <img
              key={number}
              src={picturePath({ session_id: session.session_id, camera, number }, 'pictures')}
              alt={title}
              onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
                setSize({ width: naturalWidth, height: naturalHeight });
              }}
              onError={() => {
                setBroken(number);
              }}
            />
          )}
        </ZoomFrame>
        <div className="viewer-buttons">
          {button('left', messages.previousPicture, number <= 1, () => {
            turn(number - 1);
          })}
          {button('right', messages.nextPicture, number >= pictures.length, () => {
            turn(number + 1);
          })}
          {button('minus', messages.smaller, isWhole, () => {
            zoomTo(() => view.scale / STEP);
          })}
          {button('plus', messages.larger, false, () => {
            zoomTo(() => view.scale * STEP);
          })}
          <button
            type="button"
            className="button"
            onClick={() => {
              zoomTo((box) => (isWhole ? realScale(size, box) : 1));
            }}
          >
            {isWhole ? messages.realSize : messages.wholePicture}
          </button>
          <CloseButton onClose={onClose} />
        </div>
      </div>
    </Dialog>
  );
}
