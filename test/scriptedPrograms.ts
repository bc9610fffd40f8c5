import type { FinishedProcess, Processes } from '../src-main/engine/processes';

/** What a program that a test plays answers: what it prints, or how it fails. */
export type Played = string | { code: number; stderr: string };

/** Plays the system's programs: notes each call, and answers as the test says. */
export class ScriptedPrograms implements Pick<Processes, 'run'> {
  /** The calls so far, each as one line. */
  readonly calls: string[] = [];
  /** Answers a call; where not said, with success and no words. */
  answer: (call: string) => Played = () => '';

  run(command: string, args: readonly string[]): Promise<FinishedProcess> {
    const call = [command, ...args].join(' ');
    this.calls.push(call);
    const played = this.answer(call);
    const said =
      typeof played === 'string' ? { code: 0, stderr: '', stdout: played } : { ...played, stdout: '' };
    return Promise.resolve({ ...said, signal: null, stdout: Buffer.from(said.stdout) });
  }
}
