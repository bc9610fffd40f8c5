/** Undoes one step of a start. */
export type Stop = () => void | Promise<void>;

/** Undoes steps, the last one first. */
export async function stopAll(stops: Stop[]): Promise<void> {
  for (let undo = stops.pop(); undo; undo = stops.pop()) await undo();
}
