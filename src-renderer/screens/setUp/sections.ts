/** The parts of Set up. */
export type SectionName = 'cameras' | 'screen' | 'remote' | 'pin' | 'about';
