import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const second = 1000
/** A started PGlite or Postgres and a loaded machine. */
const database = { testTimeout: 90 * second, hookTimeout: 120 * second }
/** Files of one worker share what they import: nothing keeps anything at the level of a module. */
const together = { isolate: false }
/** Gives `inject('preparedFolder')`. */
const prepared = 'test/fixtures/prepared-setup.ts'
/** Gives `inject('postgresUrl')` too. */
const bothDatabases = { ...database, globalSetup: [prepared, 'test/fixtures/postgres-setup.ts'] }

const project = (
  name: string,
  options: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], ...options },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      project('unit', together),
      project('contract', { ...together, ...bothDatabases }),
      project('server', { ...together, ...bothDatabases }),
      project('desk', { ...together, ...database, globalSetup: prepared }),
      project('simulation', { testTimeout: 600 * second }),
      // Last, and by themselves: a browser, a desk and a server take the machine, though they wait more than they work.
      project('e2e', {
        testTimeout: 120 * second,
        hookTimeout: 120 * second,
        globalSetup: [prepared, 'test/e2e/built-setup.ts'],
        // Some tests build screens of their own, which would be React's development build, mounting everything twice.
        env: { NODE_ENV: 'production' },
        sequence: { groupOrder: 1 },
      }),
    ],
  },
})
