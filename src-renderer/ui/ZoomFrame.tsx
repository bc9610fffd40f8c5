import { useRef, type PointerEvent, type ReactNode, type RefObject } from 'react';
import { moved, pinched, type Point, type Size, type View } from './zoom';
import './ZoomFrame.css';

/** A key moves the picture so many CSS px. */
const KEY_STEP = 80;
const KEY_WAYS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: KEY_STEP, y: 0 },
  ArrowRight: { x: -KEY_STEP, y: 0 },
  ArrowUp: { x: 0, y: KEY_STEP },
  ArrowDown: { x: 0, y: -KEY_STEP },
};

interface ZoomFrameProps {
  label: string;
  view: View;
  /** Several changes can come before the next drawing: each goes on from the one before. */
  onView: (change: (view: View) => View) => void;
  /** The largest scale, where the picture lies in a frame of this size. */
  largest: (frame: Size) => number;
  frame: RefObject<HTMLDivElement | null>;
  children: ReactNode;
}

/** What lies in it is moved by a finger or a mouse, made larger by two fingers, and moved by the arrow keys. */
export function ZoomFrame({ label, view, onView, largest, frame, children }: ZoomFrameProps) {
  const fingers = useRef(new Map<number, Point>());
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const box = currentTarget.getBoundingClientRect();
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  };
  const lift = ({ pointerId }: PointerEvent) => {
    fingers.current.delete(pointerId);
  };
  return (
    <div
      ref={frame}
      className="zoom-frame"
      tabIndex={0}
      role="group"
      aria-label={label}
      onPointerDown={(event) => {
        // A third finger is the side of a hand.
        if (fingers.current.size === 2) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.current.set(event.pointerId, placeOf(event));
      }}
      onPointerMove={(event) => {
        if (!fingers.current.has(event.pointerId)) return;
        const before = [...fingers.current.values()];
        fingers.current.set(event.pointerId, placeOf(event));
        const after = [...fingers.current.values()];
        const size = event.currentTarget.getBoundingClientRect();
        onView((last) => pinched(last, before, after, size, largest(size)));
      }}
      onPointerUp={lift}
      onPointerCancel={lift}
      onKeyDown={(event) => {
        const way = KEY_WAYS[event.key];
        if (!way || view.scale === 1) return;
        // Where all is seen the arrows turn to the next picture.
        event.stopPropagation();
        event.preventDefault();
        const size = event.currentTarget.getBoundingClientRect();
        onView((last) => moved(last, way, size));
      }}
    >
      <div
        className="zoom-picture"
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
      >
        {children}
      </div>
    </div>
  );
}
