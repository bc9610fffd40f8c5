import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { CameraControls } from '#engine/cameras/controls';
import { FocusLocks } from '#engine/cameras/focusLocks';
import { captureCamera } from '#engine/capture/captureCamera';
import {
  captureTools,
  emptyFolder,
  sampleCamera,
  makeTestFrames,
  temporaryFolder,
  testSettings,
} from '#support/capture';
import { fakeV4l2Ctl, type FakeV4l2Ctl } from '#support/v4l2Ctl';

let fake: FakeV4l2Ctl | null = null;
afterEach(() => {
  fake?.restore();
});

it("sets a camera's controls before it records, and notes what could not be set", async () => {
  const folder = await temporaryFolder('control-notes');
  const { side } = await makeTestFrames(folder);
  fake = await fakeV4l2Ctl(path.join(folder, 'bin'), { exposure_dynamic_framerate: { value: 1 } });
  const device = path.join(folder, 'camera_side');
  await writeFile(device, '');
  const settings = testSettings({ CAMERA_SIDE_CONTROLS: 'exposure_dynamic_framerate=0,focus_absolute=300' });
  const tools = captureTools();
  const focusLocks = await FocusLocks.open(folder);
  const controls = new CameraControls('side', device, settings, { ...tools, focusLocks });
  const ignore = () => undefined;
  const { pictures, warnings } = await captureCamera(
    { ...sampleCamera('side', side), controls },
    {
      ...{ folder: await emptyFolder(folder, 'pictures'), settings, signal: new AbortController().signal },
      ...{ onStreaming: ignore, onPicture: ignore, onChecked: ignore, onRecorded: ignore },
    },
    tools,
  );
  expect(pictures).toHaveLength(4);
  expect(await fake.values()).toEqual({ exposure_dynamic_framerate: 0 });
  expect(warnings).toEqual([
    { kind: 'control-differs', picture: null, detail: 'focus_absolute is not there instead of 300' },
  ]);
  await rm(folder, { recursive: true });
});
