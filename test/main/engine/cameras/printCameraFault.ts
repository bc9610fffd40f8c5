import { FocusLocks } from '#engine/cameras/focusLocks';
import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';
import { V4l2Camera } from '#engine/cameras/camera';
import { settingsSchema } from '#contract/settings';

// Run as a program by camera.test.ts: prints what this user finds wrong with the device named as its argument.
const camera = new V4l2Camera('side', process.argv[2] ?? '', settingsSchema.parse({}), {
  processes: new Processes(systemClock),
  focusLocks: await FocusLocks.open('/'),
});
const found = await camera.fault(true);
process.stdout.write(JSON.stringify(found?.fault ?? null));
