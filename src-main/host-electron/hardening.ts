import type { WebPreferences } from 'electron'
import type { App, DeskSession } from './electron-api.ts'
import { isOwnOrigin } from './page-origin.ts'

/** DX-R54 E1: what every window's page is made with. All are said, so that no default decides. */
export const webPreferences = {
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: '',
  navigateOnDragDrop: false,
  plugins: false,
  spellcheck: false,
} as const satisfies WebPreferences

/** Switches with which a stranger could look into the app or take its walls down (DX-R54 E1, E12). */
const dangerousSwitch = /^--(?:inspect|remote-debugging|no-sandbox|disable-web-security|js-flags|load-extension)/

/** The switch for which a shipped app refuses to start; undefined where it may. Development builds may be debugged. */
export function refusedSwitch(argv: readonly string[], isPackaged: boolean): string | undefined {
  return isPackaged ? argv.find((argument) => dangerousSwitch.test(argument)) : undefined
}

/** DX-R54 E1, E4: what must be set on the app before it is ready. */
export function hardenApp(app: App): void {
  app.enableSandbox()
  app.commandLine.appendSwitch('dns-prefetch-disable')
  // Calls between browsers go around `webRequest`; without a proxy, and there is none, this leaves them no way out.
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp')
}

/** DX-R54 E4: the page has no network. What it may load is its own files, and blobs and pictures it made itself. */
export async function hardenSession(session: DeskSession, isPackaged: boolean): Promise<void> {
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest(({ url, resourceType }, callback) => {
    const devtools = !isPackaged && url.startsWith('devtools:')
    callback({ cancel: !devtools && !mayLoad(url, resourceType) })
  })
  await session.setProxy({ mode: 'direct' })
}

function mayLoad(url: string, resourceType: string): boolean {
  if (url.startsWith('data:')) return resourceType === 'image'
  return isOwnOrigin(url.startsWith('blob:') ? url.slice('blob:'.length) : url)
}
