import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Test files to start first, since they take or wait longest: started last, each would run alone at the
 * end.
 */
const LONGEST = [
  'tests/commands/fresh-clone.test.ts',
  'tests/faults/database-kill.test.ts',
  'tests/commands/wrong-settings.test.ts',
  'tests/job-queue.test.ts',
  'tests/faults/jobs-kill.test.ts',
  'tests/e2e/boycott-story.test.ts',
  'tests/e2e/record-watch.test.ts',
  'tests/e2e/redaction-recall.test.ts',
  'tests/e2e/workbook-publishing.test.ts',
  'tests/e2e/redaction.test.ts',
  'tests/e2e/workbook-copy.test.ts',
  'tests/e2e/main-job.test.ts',
  'tests/e2e/every-page.test.ts',
];

/** Runs these first, then the default order: by duration in earlier runs, else by file size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sort = super.sort.bind(this);
    const sorted = await sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? LONGEST.length : at;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
