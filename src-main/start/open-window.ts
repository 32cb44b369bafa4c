import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromiumExecutable } from './chromium.ts'

/** What opens a window, and the words for it. */
export interface Opener {
  command: string
  args: string[]
  env?: Record<string, string>
  says: string
}

/** Browsers that show a page as a window of its own, without tabs and address. */
const appBrowsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'brave']

/**
 * Opens a desk's address on this machine and says in one line what it did. The Chromium that came from npm has no
 * window, so it takes one that is installed here or named in HOLDFAST_CHROMIUM; without a screen, or where nothing
 * opens, the person is asked to open the address.
 */
export async function openWindow(url: string): Promise<string> {
  const opener = await openerFor(url, process.platform, process.env)
  const opened = opener && (await launched(opener))
  return opened ? opener.says : 'Open this address in a browser on this machine.'
}

/** What would open a window on this machine; undefined where there is no screen. */
export async function openerFor(
  url: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): Promise<Opener | undefined> {
  const says = 'Opened in the browser of this machine.'
  if (platform === 'darwin') return { command: 'open', args: [url], says }
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url], says }
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return undefined
  const asWindow = { args: [`--app=${url}`], says: 'Opened in a window of its own.' }
  if (env.HOLDFAST_CHROMIUM) {
    const { executablePath, args, env: more } = await chromiumExecutable()
    return { ...asWindow, command: executablePath, args: [...args, ...asWindow.args], env: more }
  }
  const browser = appBrowsers.find((name) => isInstalled(name, env))
  if (browser) return { ...asWindow, command: browser }
  return { command: 'xdg-open', args: [url], says }
}

const isInstalled = (name: string, { PATH = '' }: NodeJS.ProcessEnv): boolean =>
  PATH.split(delimiter).some((folder) => existsSync(join(folder, name)))

/** Starts it on its own feet: the window stays when the terminal goes. False where it cannot be started. */
const launched = ({ command, args, env }: Opener): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
