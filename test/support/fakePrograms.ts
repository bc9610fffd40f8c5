import type { FinishedProcess, Processes, RunOptions } from '#engine/platform/processes';

/** What a program that a test plays answers: what it prints, or how it fails. */
export type FakeOutput = string | { code: number; stderr: string; stdout?: string };

/** Plays the system's programs: notes each call, and answers as the test says. */
export class FakePrograms implements Pick<Processes, 'run'> {
  /** The calls so far, each as one line. */
  readonly calls: string[] = [];
  /** What was given to them on their standard input. */
  readonly inputs: string[] = [];
  /** Answers a call; where not said, with success and no words. */
  answer: (call: string) => FakeOutput = () => '';
  /** The same, told each word of the call and what it was given on its standard input. */
  play: (args: readonly string[], input: string | undefined) => FakeOutput = (args) =>
    this.answer(args.join(' '));

  run(command: string, args: readonly string[], options?: RunOptions): Promise<FinishedProcess> {
    const call = [command, ...args].join(' ');
    this.calls.push(call);
    const input = options?.input && Buffer.from(options.input).toString();
    if (input !== undefined) this.inputs.push(input);
    const played = this.play([command, ...args], input);
    const said =
      typeof played === 'string' ? { code: 0, stderr: '', stdout: played } : { stdout: '', ...played };
    return Promise.resolve({ ...said, signal: null, stdout: Buffer.from(said.stdout) });
  }
}
