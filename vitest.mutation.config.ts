import { defineConfig } from 'vitest/config'

/**
 * The unit tests that `npm run test:mutation` asks. Without the catalogue: it reads the rules' text, which is mutated;
 * and without the schedules: they are asked of the server's clock, which is not in the box of a mutation.
 */
export default defineConfig({
  test: {
    include: ['test/unit/{kernel,memberships,plant-slots}/**/*.test.ts'],
    exclude: ['**/{catalogue,schedules}.test.ts'],
  },
})
