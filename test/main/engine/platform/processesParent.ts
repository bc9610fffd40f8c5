import { systemClock } from '#engine/platform/clock';
import { Processes } from '#engine/platform/processes';

// Run as a program by processes.test.ts, which kills it: starts two processes and prints their ids.
const processes = new Processes(systemClock);
processes.start('sleep', ['1000'], {});
processes.start('sh', ['-c', "trap '' TERM INT HUP; while true; do sleep 1; done"], {});
process.stdout.write(`${processes.runningIds.join(' ')}\n`);
