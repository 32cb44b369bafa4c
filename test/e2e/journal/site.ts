import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { contentSecurityPolicy } from '../../../src-main/host/content-security.ts'

const html = `<!doctype html><meta charset="utf-8"><title>journal</title><body><div id="root"></div>
<script type="module" src="/page.js"></script>`

type Mode = 'production' | 'development'

/** Builds a page of these tests into a folder of its own. React mounts twice only in a development build. */
export async function buildPage(name: string, mode: Mode = 'production') {
  const folder = await mkdtemp(join(tmpdir(), 'journal-page-'))
  await build({
    configFile: false,
    logLevel: 'error',
    mode,
    define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
    build: {
      lib: { entry: fileURLToPath(new URL(name, import.meta.url)), formats: ['es'], fileName: () => 'page.js' },
      outDir: folder,
    },
  })
  await writeFile(join(folder, 'index.html'), html)
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

/** Builds and serves a page, under the policy that the product's own page has. */
export async function servePage(name: string, mode?: Mode) {
  const page = await buildPage(name, mode)
  const script = await readFile(join(page.folder, 'page.js'))
  const server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', contentSecurityPolicy('none'))
    // Isolated from other origins, the page gets a clock that is fine enough to measure with.
    response.setHeader('cross-origin-opener-policy', 'same-origin')
    response.setHeader('cross-origin-embedder-policy', 'require-corp')
    response.setHeader('content-type', url === '/page.js' ? 'text/javascript' : 'text/html')
    response.end(url === '/page.js' ? script : html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The page has no address')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await page[Symbol.asyncDispose]()
    },
  }
}
