import { expect, it, vi } from 'vitest';
import { MachineMonitor } from '#engine/machine/machineMonitor';
import { clockFaults, heatFaults, powerFaults } from '#engine/machine/machineFaults';
import { TestClock } from '#support/clock';
import { FakePrograms } from '#support/fakePrograms';

const NOW = new Date('2026-02-10T18:30:00Z');
const TIME = {
  ...{ now: NOW.toISOString(), time_zone: 'America/Chicago', can_be_automatic: true },
  ...{ automatic: true, synchronised: true },
};
const POWER = {
  ...{ under_voltage: false, throttled: false },
  ...{ under_voltage_since_start: false, throttled_since_start: false },
};

it('calls a processor hot from 80 degrees on', () => {
  expect(heatFaults(null)).toEqual([]);
  expect(heatFaults(79.9)).toEqual([]);
  expect(heatFaults(80.4)).toEqual([{ code: 'MACHINE_HOT', parameters: { degrees: 80 } }]);
});

it('tells of a weak supply, or that the processor is slowed down, but not of what is over', () => {
  expect(powerFaults(null)).toEqual([]);
  expect(powerFaults({ ...POWER, throttled_since_start: true })).toEqual([]);
  const slowed = { ...POWER, throttled: true };
  expect(powerFaults(slowed)).toEqual([{ code: 'MACHINE_SLOWED', parameters: {} }]);
  const weak = [{ code: 'POWER_LOW', parameters: {} }];
  expect(powerFaults({ ...slowed, under_voltage: true })).toEqual(weak);
  expect(powerFaults({ ...POWER, under_voltage_since_start: true })).toEqual(weak);
});

it('doubts a clock that the network should have set, and none that somebody has set', () => {
  const unsure = [{ code: 'CLOCK_UNSURE', parameters: {} }];
  expect(clockFaults(TIME, NOW, 1e6)).toEqual([]);
  expect(clockFaults({ ...TIME, synchronised: false }, NOW, 1e6)).toEqual(unsure);
  // The network may still be on its way.
  expect(clockFaults({ ...TIME, synchronised: false }, NOW, 60)).toEqual([]);
  expect(clockFaults({ ...TIME, synchronised: false, automatic: false }, NOW, 1e6)).toEqual([]);
  expect(clockFaults(null, NOW, 1e6)).toEqual([]);
  const past = new Date('1970-06-01T00:00:00Z');
  const wrong = [{ code: 'CLOCK_WRONG_YEAR', parameters: { year: '1970' } }];
  expect(clockFaults(null, past, 0)).toEqual(wrong);
  expect(clockFaults({ ...TIME, automatic: false }, past, 1e6)).toEqual(wrong);
});

it('looks once a minute, every ten seconds while something is wrong, and says when that changes', async () => {
  const programs = new FakePrograms();
  const clock = new TestClock();
  let synchronised = 'no';
  programs.answer = (call) => {
    if (call.startsWith('timedatectl')) return `CanNTP=yes\nNTP=yes\nNTPSynchronized=${synchronised}\n`;
    return { code: 1, stderr: 'not a Raspberry Pi' };
  };
  const looks = () => programs.calls.filter((call) => call.startsWith('timedatectl')).length;
  const onChange = vi.fn();
  const parts = { processes: programs, clock, uptimeSec: () => 3600, sysfs: '/nowhere' };
  const watch = new MachineMonitor(parts, onChange);
  expect([watch.faults, watch.faults]).toEqual([[], []]);
  await vi.waitFor(() => {
    expect(watch.faults).toEqual([{ code: 'CLOCK_UNSURE', parameters: {} }]);
  });
  expect([looks(), onChange.mock.calls.length]).toEqual([1, 1]);

  clock.advance(9_999);
  expect([watch.faults.length, looks()]).toEqual([1, 1]);
  synchronised = 'yes';
  clock.advance(1);
  await vi.waitFor(() => {
    expect(watch.faults).toEqual([]);
  });
  expect([looks(), onChange.mock.calls.length]).toEqual([2, 2]);
  clock.advance(59_999);
  expect([watch.faults.length, looks()]).toEqual([0, 2]);
  clock.advance(1);
  expect([watch.faults.length, looks()]).toEqual([0, 3]);
});

it("reads a Raspberry Pi's word on its power", async () => {
  const programs = new FakePrograms();
  programs.answer = (call) => (call === 'vcgencmd get_throttled' ? 'throttled=0x4\n' : '');
  const clock = new TestClock();
  const watch = new MachineMonitor({ processes: programs, clock, sysfs: '/nowhere' }, () => undefined);
  await vi.waitFor(() => {
    expect(watch.faults).toEqual([{ code: 'MACHINE_SLOWED', parameters: {} }]);
  });
});
