import { describe, expect, it } from 'vitest';
import { StreamMeter } from '#engine/capture/streamMeter';

/** A meter for 10 frames a second that has seen frames of 1,000 bytes at these times, in ms. */
function meterAfter(...times: number[]): StreamMeter {
  const meter = new StreamMeter({ framePeriodSec: 0.1 });
  for (const ms of times) meter.see({ timestampUs: ms * 1000, arrivedMs: ms + 40, bytes: 1000 });
  return meter;
}

describe('StreamMeter', () => {
  it('measures an even stream', () => {
    const meter = meterAfter(500, 600, 700, 800, 900);
    const rates = { frames_per_second: 10, bytes_per_second: 10_000 };
    expect(meter.measured).toEqual({ frames: 5, ...rates, lost_frames: 0 });
    expect(meter.worstGapMs).toBe(0);
  });

  it('counts the frames that are missing between others, and finds the longest gap', () => {
    const meter = meterAfter(0, 100, 400, 500, 700);
    expect(meter.measured).toMatchObject({ frames: 5, lost_frames: 3 });
    expect(meter.worstGapMs).toBe(200);
  });

  it('takes no unevenness for a lost frame', () => {
    expect(meterAfter(0, 108, 195, 330, 400).measured.lost_frames).toBe(0);
  });

  it('has no rate before there are two frames', () => {
    const none = { frames_per_second: 0, bytes_per_second: 0, lost_frames: 0 };
    expect(meterAfter().measured).toEqual({ frames: 0, ...none });
    expect(meterAfter(100).measured).toEqual({ frames: 1, ...none });
  });
});
