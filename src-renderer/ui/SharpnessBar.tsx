import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from './useTranslation';
import { edgeVariance, middleOf, sharpnessOf, type Sharpness } from './sharpness';
import './SharpnessBar.css';

/** So often a picture is looked at, in ms. */
const POLL_INTERVAL_MS = 400;
/** What stands for no picture is smaller than this, in px. */
const MIN_WIDTH = 16;

type Picture = HTMLCanvasElement | HTMLImageElement;

/** How sharp a live picture is, as a bar and in a word. */
export function SharpnessBar({ picture }: { picture: RefObject<Picture | null> }) {
  const { messages } = useTranslation();
  const sharpness = useSharpness(picture);
  if (!sharpness) return null;
  return (
    <span className={`sharpness sharpness-${sharpness.label}`}>
      <span className="sharpness-track" aria-hidden="true">
        <span
          className="sharpness-level"
          style={{ width: `${String(Math.round(sharpness.level * 100))}%` }}
        />
      </span>
      {messages.sharpness[sharpness.label]}
    </span>
  );
}

/** How sharp a picture is by now; null where there is none. */
function useSharpness(picture: RefObject<Picture | null>): Sharpness | null {
  const [sharpness, setSharpness] = useState<Sharpness | null>(null);
  useEffect(() => {
    const looked = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const timer = setInterval(() => {
      const variance = picture.current && looked && varianceOf(picture.current, looked);
      setSharpness((before) => (variance === null ? null : sharpnessOf(variance, before)));
    }, POLL_INTERVAL_MS);
    return () => {
      clearInterval(timer);
    };
  }, [picture]);
  return sharpness;
}

function varianceOf(picture: Picture, looked: CanvasRenderingContext2D): number | null {
  const isImage = picture instanceof HTMLImageElement;
  const width = isImage ? picture.naturalWidth : picture.width;
  const height = isImage ? picture.naturalHeight : picture.height;
  if (width < MIN_WIDTH || height < MIN_WIDTH) return null;
  const part = middleOf(width, height);
  Object.assign(looked.canvas, { width: part.width, height: part.height });
  looked.drawImage(picture, -part.x, -part.y);
  const { data } = looked.getImageData(0, 0, part.width, part.height);
  return edgeVariance(data, part.width, part.height);
}
