import { defineConfig } from 'vitest/config'

/** The unit tests that `npm run test:mutation` asks. Without the catalogue: it reads the rules' text, which is mutated. */
export default defineConfig({
  test: {
    include: ['test/unit/{kernel,memberships,plant-slots}/**/*.test.ts'],
    exclude: ['**/catalogue.test.ts'],
  },
})
