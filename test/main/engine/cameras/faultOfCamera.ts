import { FocusLocks } from '../../../../src-main/engine/cameras/focusLocks';
import { systemClock } from '../../../../src-main/engine/clock';
import { Processes } from '../../../../src-main/engine/processes';
import { V4l2Camera } from '../../../../src-main/engine/cameras/camera';
import { settingsSchema } from '../../../../src-main/contract/settings';

// Run as a program by camera.test.ts: prints what this user finds wrong with the device named as its argument.
const camera = new V4l2Camera('side', process.argv[2] ?? '', settingsSchema.parse({}), {
  processes: new Processes(systemClock),
  focusLocks: await FocusLocks.open('/'),
});
const found = await camera.fault(true);
process.stdout.write(JSON.stringify(found?.fault ?? null));
