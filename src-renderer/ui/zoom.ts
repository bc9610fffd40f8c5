/** Lengths in CSS px. */
export interface Size {
  width: number;
  height: number;
}

/** A place on the screen, in CSS px. */
export interface Point {
  x: number;
  y: number;
}

/** How a picture lies in its frame: how much larger than where all of it is seen, and how far its middle is from the frame's, in CSS px. */
export interface View extends Point {
  scale: number;
}

/** All of the picture. */
export const WHOLE: View = { scale: 1, x: 0, y: 0 };
/** A touch on + or − makes the picture so many times larger or smaller. */
export const STEP = 1.6;
/** A picture is shown so many times larger than all of it, or than its real size, at most. */
const MAX = 4;
const MAX_OF_REAL = 2;

/** The scale at which a pixel of the picture is a CSS px; 1 where the picture is smaller than its frame. */
export function realScale(picture: Size, frame: Size): number {
  const shown = Math.min(frame.width / picture.width, frame.height / picture.height);
  return Math.max(1, 1 / shown);
}

/** The largest scale of a picture. */
export function largestScale(picture: Size, frame: Size): number {
  return Math.max(MAX, MAX_OF_REAL * realScale(picture, frame));
}

/** @param at from the middle of the frame: what is there stays there. */
export function zoomed(view: View, scale: number, at: Point, frame: Size, largest: number): View {
  const bounded = Math.min(largest, Math.max(1, scale));
  const grown = bounded / view.scale;
  return within(
    { scale: bounded, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown },
    frame,
  );
}

/** The picture, moved as far as it fills its frame. */
export function moved(view: View, by: Point, frame: Size): View {
  return within({ ...view, x: view.x + by.x, y: view.y + by.y }, frame);
}

/**
 * What fingers on the picture do: one moves it, two also make it larger or smaller about what lies between them.
 * @param before where they were and @param after where they are, from the middle of the frame.
 */
export function pinched(
  view: View,
  before: readonly Point[],
  after: readonly Point[],
  frame: Size,
  largest: number,
): View {
  const from = middleOf(before);
  const to = middleOf(after);
  const grown = before.length === 2 ? spreadOf(after) / Math.max(1, spreadOf(before)) : 1;
  const larger = zoomed(view, view.scale * grown, from, frame, largest);
  return moved(larger, { x: to.x - from.x, y: to.y - from.y }, frame);
}

function within(view: View, { width, height }: Size): View {
  const limit = (value: number, length: number) => {
    const most = (length * (view.scale - 1)) / 2;
    if (most === 0) return 0;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale: view.scale, x: limit(view.x, width), y: limit(view.y, height) };
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function spreadOf([one, other]: readonly Point[]): number {
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}
