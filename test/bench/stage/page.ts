import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { chromiumExecutable } from '../../../src-main/start/chromium.ts'

/** Builds a page of one script into a folder, as the product's own screens are built. */
export async function buildPage(script: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, '..'),
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'chrome140',
      rollupOptions: { input: script, output: { entryFileNames: 'page.js' } },
    },
  })
  const html =
    '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="./page.js"></script>'
  await writeFile(join(folder, 'index.html'), html)
}

/** What a page asks beside its own files: a body of JSON, or undefined for what is not there. */
export type Answer = (url: URL) => Promise<string | undefined>

/** Serves a built page, and JSON beside it, to this machine alone. */
export async function servePage(folder: string, answer: Answer): Promise<{ origin: string; close(): void }> {
  const files: Record<string, string> = { '/': 'index.html', '/page.js': 'page.js' }
  const bodyOf = async (request: IncomingMessage): Promise<{ type: string; body: string | Buffer } | undefined> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const file = files[url.pathname]
    const type = file?.endsWith('.js') ? 'text/javascript' : 'text/html'
    if (file) return { type, body: await readFile(join(folder, file)) }
    const body = await answer(url)
    return body === undefined ? undefined : { type: 'application/json', body }
  }
  const server = createServer((request, response) => {
    bodyOf(request).then(
      (found) =>
        response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' }).end(found?.body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A listening socket has a port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * Opens an address in a Chromium whose profile lies on disk: without one IndexedDB lives in memory, and durable means
 * nothing.
 */
export async function withPage<T>(profile: string, url: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { executablePath, args, env } = await chromiumExecutable()
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args,
    env: { ...process.env, ...env },
  })
  try {
    const page = await context.newPage()
    page.setDefaultTimeout(600_000)
    page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack ?? error.message}\n`))
    await page.goto(url)
    return await work(page)
  } finally {
    await context.close()
  }
}
