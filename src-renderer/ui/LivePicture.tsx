import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { CameraName } from '#contract/cameras';
import type { PreviewSource } from '../client/kioskClient';
import { SharpnessBar } from './SharpnessBar';

interface LivePictureProps {
  source: PreviewSource;
  camera: CameraName;
}

/** What a camera sees at this moment, and how sharply, as long as this is drawn and the page is looked at. */
export function LivePicture({ source, camera }: LivePictureProps) {
  const isSeen = useSyncExternalStore(subscribeToVisibility, () => document.visibilityState === 'visible');
  if (!isSeen) return null;
  return 'address' in source ? (
    <Streamed address={source.address(camera)} />
  ) : (
    <Drawn watch={source.watch} camera={camera} />
  );
}

function Streamed({ address }: { address: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const shown = image.current;
    shown?.setAttribute('src', address);
    // An image that is only taken out of the page goes on loading, and a stream never ends by itself.
    return () => shown?.removeAttribute('src');
  }, [address]);
  return (
    <>
      <img ref={image} className="live-picture" alt="" />
      <SharpnessBar picture={image} />
    </>
  );
}

type Watch = Extract<PreviewSource, { watch: unknown }>['watch'];

function Drawn({ watch, camera }: { watch: Watch; camera: CameraName }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let newest = 0;
    const draw = async (jpeg: Uint8Array<ArrayBuffer> | null) => {
      newest += 1;
      const frame = newest;
      // A frame that can't be decoded is no picture either.
      const picture = jpeg && (await createImageBitmap(new Blob([jpeg])).catch(() => null));
      const shown = canvas.current;
      if (shown && frame === newest) {
        shown.width = picture?.width ?? 0;
        shown.height = picture?.height ?? 0;
        if (picture) shown.getContext('2d')?.drawImage(picture, 0, 0);
      }
      picture?.close();
    };
    const stop = watch(camera, (jpeg) => void draw(jpeg));
    return () => {
      newest += 1;
      stop();
    };
  }, [watch, camera]);
  return (
    <>
      <canvas ref={canvas} className="live-picture" />
      <SharpnessBar picture={canvas} />
    </>
  );
}

function subscribeToVisibility(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => {
    document.removeEventListener('visibilitychange', onChange);
  };
}
