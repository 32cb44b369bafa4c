import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type BrowserContext, chromium } from 'playwright-core'
import { chromiumExecutable } from '../../../src-main/start/chromium.ts'

/** A Chromium over a profile of its own that can be killed, all of it, as by the kernel. */
export interface MortalBrowser {
  context: BrowserContext
  kill(): Promise<void>
}

export async function mortalBrowser(profile: string): Promise<MortalBrowser> {
  const { executablePath, args, env } = await chromiumExecutable()
  const all = [...args, '--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  // A group of its own, so that the helpers die with it.
  const browser = spawn(executablePath, all, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(browser, 'exit')
  const connection = await chromium.connectOverCDP(await debuggingAddress(browser.stderr))
  const [context] = connection.contexts()
  if (!context || !browser.pid) throw new Error('The browser did not start')
  const group = -browser.pid
  return {
    context,
    async kill() {
      process.kill(group, 'SIGKILL')
      await exited
      await connection.close()
    },
  }
}

async function debuggingAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const address = /listening on (ws:\S+)/.exec(line)?.[1]
    if (address) {
      output.resume()
      return address
    }
  }
  throw new Error('The browser ended before it listened')
}
