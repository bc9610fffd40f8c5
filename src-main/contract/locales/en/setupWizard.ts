import type { WizardStep } from '../../setupWizard';

/** The words of the first start in English. */
export const enSetupWizard = {
  steps: 'First steps',
  titles: {
    screen: 'Language and look',
    cameras: 'Three cameras',
    store: 'Where the pictures go',
    remote: 'From afar, and the PIN',
    test: 'A first test',
  } satisfies Record<WizardStep, string> as Record<WizardStep, string>,
  progress: (step: string, steps: string) => `Step ${step} of ${steps}`,
  skip: 'Skip',
  skipAll: 'Skip all',
  next: 'Next',
  finish: 'Finish',
  again: 'Show the first steps again',

  welcome: 'Five short steps make this kiosk ready. What you skip can be done later: Menu, “Set up”.',
  camerasReady: 'All three cameras are here. Look whether each one sees its side of the goat.',
  camerasMissing:
    'A camera shows up here by itself as soon as it is plugged in. Where it does not, skip this step: in Set up, “Find a fault” tells more.',
  simulatedStore:
    'The cameras of this machine are simulated. Their pictures go to a folder on this machine, never to a bucket.',
  unsaved: 'What you have typed is not saved: touch “Test and save”, or skip this step.',
  testText:
    'Touch TEST. It takes pictures with each camera for about a minute, looks whether they are good, and keeps none of them.',
  testAgain: 'Test again',
};
