import { defineConfig, mergeConfig } from 'vite'
import screens from './vite.config.ts'

/**
 * The kit page: every piece of the kit in every state, for those who draw screens and for `test/e2e/kit-*.test.ts`. It is
 * an entry of its own in a folder of its own, not a route behind a flag: hosts serve the files of `dist/renderer` and no
 * others, and packages hold nothing else, so it can never be in a shipped build.
 */
export default mergeConfig(
  screens,
  defineConfig({
    build: { outDir: '../dist/kit', rollupOptions: { input: 'src-renderer/kit.html' } },
    server: { open: '/kit.html' },
  }),
)
