import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The screens, as a folder of static files that either host serves: nothing in them knows where it is served from. */
export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [react()],
  // The host puts a fresh nonce in its place for each load; styles that the page makes itself carry it.
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    sourcemap: false,
    // A font or picture inside a script would be one that the content policy cannot see.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
})
