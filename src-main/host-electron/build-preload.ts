import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')

/** Where the app looks for it. */
export const preloadFile = join(root, 'dist/host-electron/preload.cjs')

/**
 * Builds the preload script: in a sandboxed window Electron takes it as one CommonJS file of plain JavaScript only.
 * Everything else of the host runs as it is written.
 */
export async function buildPreload(outFolder = join(root, 'dist/host-electron')): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: outFolder,
      emptyOutDir: true,
      minify: false,
      target: 'chrome140',
      lib: {
        entry: join(import.meta.dirname, 'preload.ts'),
        formats: ['cjs'],
        fileName: () => 'preload.cjs',
      },
      rolldownOptions: { external: ['electron'] },
    },
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildPreload()
