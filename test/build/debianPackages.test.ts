import { describe, expect, it } from 'vitest';
import { chooseNames, pickMissing } from '../../build/setup/debianPackages.mjs';

const GTK = ['libgtk-3-0', 'libgtk-3-0t64'];
const PACKAGES = [['ffmpeg'], GTK];

describe('pickMissing', () => {
  it('counts a package as there under any of its names', () => {
    expect(pickMissing(PACKAGES, 'ii  ffmpeg\nii  libgtk-3-0t64\n')).toEqual([]);
    expect(pickMissing(PACKAGES, 'ii  ffmpeg\nii  libgtk-3-0\n')).toEqual([]);
  });

  it.each(['iU ', 'iF ', 'iHR', 'rc ', 'un '])('counts a package in the state %s as missing', (state) => {
    expect(pickMissing(PACKAGES, `${state} ffmpeg\nii  libgtk-3-0\n`)).toEqual([['ffmpeg']]);
  });

  it('takes no package for another whose name begins the same', () => {
    expect(pickMissing(PACKAGES, 'ii  ffmpeg-doc\nii  libgtk-3-0\n')).toEqual([['ffmpeg']]);
  });

  it('finds everything missing where dpkg knows nothing', () => {
    expect(pickMissing(PACKAGES, '')).toEqual(PACKAGES);
  });
});

describe('chooseNames', () => {
  const policy = (name: string, candidate: string) =>
    `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n     1 500\n`;

  it("takes Debian 12's name where apt has that", () => {
    expect(chooseNames([GTK], policy('libgtk-3-0', '3.24.38-2~deb12u3'))).toEqual(['libgtk-3-0']);
  });

  it("takes Debian 13's name where the old one is only provided", () => {
    const answer = policy('libgtk-3-0', '(none)') + policy('libgtk-3-0t64', '3.24.49-3');
    expect(chooseNames([GTK], answer)).toEqual(['libgtk-3-0t64']);
  });

  it('keeps the first name where apt knows none, so that apt says what it misses', () => {
    expect(chooseNames(PACKAGES, '')).toEqual(['ffmpeg', 'libgtk-3-0']);
  });
});
