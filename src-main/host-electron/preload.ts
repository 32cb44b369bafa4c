import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import { connectChannel, portChannel, portMessage } from './channels.ts'
import { pageOrigin } from './page-origin.ts'

/** What a page finds as `window.holdfast`. */
export interface HoldfastBridge {
  /**
   * Asks for a port to the desk. It arrives as a window message `{type: 'holdfast-port'}` and carries JSON texts, one
   * message of `desk-api.ts` each. A port that was handed over before is closed.
   */
  connect(): void
}

/** The page's window as this isolated world sees it; the desk side is compiled without the types of a browser. */
declare const window: { postMessage(message: unknown, origin: string, ports: IpcRendererEvent['ports']): void }

const bridge: HoldfastBridge = { connect: () => ipcRenderer.send(connectChannel) }
contextBridge.exposeInMainWorld('holdfast', bridge)

ipcRenderer.on(portChannel, ({ ports }) => window.postMessage({ type: portMessage }, pageOrigin, ports))
