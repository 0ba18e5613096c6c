import type { Reporter, TestModule } from 'vitest/node';

/** Says how far the run is, and ends it with the one line that machines read. */
export default class SummaryReporter implements Reporter {
  #done = 0;

  onTestModuleEnd(module: TestModule): void {
    this.#done += 1;
    const tests = [...module.children.allTests()];
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const ms = Math.round(module.diagnostic().duration);
    process.stdout.write(
      `${String(this.#done).padStart(3)}  ${failed > 0 ? 'FAILED' : 'ok    '}  ${tests.length} tests  ${ms} ms  ${module.relativeModuleId}\n`,
    );
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandled.length;
    process.stdout.write(`\n${count('passed')} passed, ${count('failed') + broken} failed\n`);
  }
}
