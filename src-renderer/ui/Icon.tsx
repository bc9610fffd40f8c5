/** Drawn on a grid of 24, as strokes, so that they take the colour of the text around them. */
const PATHS = {
  check: 'M5 12.5l4.7 4.7L19.5 7',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  warning: 'M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.3',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5.2M12 7.8v.3',
  gear: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  minus: 'M5 12h14',
  plus: 'M12 5v14M5 12h14',
  backspace: 'M8.5 5.5H21v13H8.5L3 12zM12 9.5l5 5M17 9.5l-5 5',
  pencil: 'M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z',
  camera: 'M3 7.5h4L9 5h6l2 2.5h4V19H3zM12 9.3a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4',
  left: 'M14.5 5.5L8 12l6.5 6.5',
  right: 'M9.5 5.5L16 12l-6.5 6.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  send: 'M12 19V6M6.5 11L12 5.5l5.5 5.5',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  disk: 'M4 6.5h16v11H4zM4 13.5h16M7.5 15.6h.3',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  thermometer: 'M12 4a2 2 0 0 0-2 2v8.2a4 4 0 1 0 4 0V6a2 2 0 0 0-2-2M12 10v6.5',
  wifi: 'M3 9.5a13 13 0 0 1 18 0M6.5 13.2a8 8 0 0 1 11 0M10 16.8a3 3 0 0 1 4 0M12 19.8v.2',
  stop: 'M7 7h10v10H7z',
  unplugged: 'M4 20l4-4M8.5 10.5l5 5-2 2a3.5 3.5 0 0 1-5-5zM15.5 13.5l-5-5 2-2a3.5 3.5 0 0 1 5 5zM17 7l3-3',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside words, never instead of them: it is hidden from screen readers. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
