import { useRef, useState, type MouseEvent, type PointerEvent } from 'react';

/** A finger in a glove is not still: so many px are no drag yet. */
const SLACK_PX = 16;

/** What is being dragged: by how many px, and over which other device it is. */
export interface Drag {
  readonly device: string;
  readonly over: string | null;
  readonly x: number;
  readonly y: number;
}

/** What a picture needs to be dragged onto another one, or touched. */
export interface DragHandlers {
  readonly 'data-device': string;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerUp: (event: PointerEvent) => void;
  readonly onPointerCancel: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** Lets pictures be dragged onto each other; a touch that goes nowhere stays a touch. */
export function useDrag(
  onTouch: (device: string) => void,
  onDrop: (device: string, onto: string) => void,
): { drag: Drag | null; handlersOf: (device: string) => DragHandlers } {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = useRef<{ device: string; x: number; y: number } | null>(null);
  const wasDragged = useRef(false);
  const end = () => {
    start.current = null;
    setDrag(null);
  };
  const handlersOf = (device: string): DragHandlers => ({
    'data-device': device,
    onPointerDown: (event) => {
      wasDragged.current = false;
      start.current = { device, x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      if (start.current?.device !== device) return;
      const [x, y] = [event.clientX - start.current.x, event.clientY - start.current.y];
      if (!wasDragged.current && Math.hypot(x, y) < SLACK_PX) return;
      wasDragged.current = true;
      setDrag({ device, x, y, over: deviceAt(event, device) });
    },
    onPointerUp: (event) => {
      const over = wasDragged.current ? deviceAt(event, device) : null;
      end();
      if (over !== null) onDrop(device, over);
    },
    onPointerCancel: end,
    // A drag ends with a click too. One by the keyboard comes without a pointer.
    onClick: (event) => {
      if (wasDragged.current && event.detail > 0) return;
      onTouch(device);
    },
  });
  return { drag, handlersOf };
}

/** The other device whose picture is under the pointer. */
function deviceAt({ clientX, clientY }: PointerEvent, own: string): string | null {
  for (const element of document.elementsFromPoint(clientX, clientY)) {
    const device = element.closest('[data-device]')?.getAttribute('data-device');
    if (device !== null && device !== undefined && device !== own) return device;
  }
  return null;
}
