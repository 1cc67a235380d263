/**
 * Playwright reporter: ends a run with `N passed, N failed` on a line of its own, as all our test commands do. What was
 * skipped is named above it, so that nothing is skipped in silence.
 */
export default class SummaryReporter {
  #suite;

  onBegin(_config, suite) {
    this.#suite = suite;
  }

  printsToStdio() {
    return false;
  }

  onExit() {
    const tests = this.#suite?.allTests() ?? [];
    const passed = tests.filter(test =>
      ['expected', 'flaky'].includes(test.outcome()),
    );
    const skipped = tests.filter(test => test.outcome() === 'skipped');
    const failed = tests.length - passed.length - skipped.length;
    for (const test of skipped) {
      console.log(`not run: ${test.titlePath().filter(Boolean).join(' › ')}`);
    }
    console.log(`${passed.length} passed, ${failed} failed`);
  }
}
