/** The words of what is done with the machine itself in English. */
export const enMachine = {
  update: 'Update from a stick',
  looking: 'Looking at the sticks…',
  noUpdate:
    'There is no stick with a newer version. It takes the file goat-capture_….deb, and beside it the file ….deb.sig.',
  restart: 'Restart the machine',
  shutDown: 'Shut the machine down',
  migrate: 'Take over from the original',
  legacyServer: (user: string, bucket: string) =>
    `The original capture server is running here, as the user ${user}, for the bucket ${bucket}.`,
  back: 'Go back',
  questions: {
    update: (version: string, stick: string) =>
      `Version ${version} will be installed from the stick ${stick}. Then the program starts again; that takes some minutes.`,
    restart: 'The machine starts again. That takes about a minute. What waits to be sent stays.',
    shutDown:
      'The machine stops. To start it again, its plug has to be pulled and put in. What waits to be sent stays.',
    migrate:
      'The original is stopped and does not start again. Its keys and its bucket are used from now on. Nothing of it is removed.',
  },
  answers: { update: 'Install', restart: 'Restart', shutDown: 'Shut down', migrate: 'Take over' },
  doing: {
    update: 'Installing. Do not pull the stick or the plug…',
    restart: 'The machine starts again…',
    shutDown: 'The machine stops. Wait until its green light is off before you pull the plug.',
    migrate: 'Taking over. The program starts again…',
  },
};
