/** The parts of Set up. */
export type SectionName = 'cameras' | 'capture' | 'screen' | 'remote' | 'pin' | 'faults' | 'about';
