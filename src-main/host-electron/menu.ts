import type { MenuItemConstructorOptions } from 'electron'
import type { ElectronApi } from './electron-api.ts'
import type { Words } from './words.ts'

/**
 * The application's menu: the shortcuts people expect of every program, and no developer tools in a shipped one
 * (DX-R54 E12). Hidden outside macOS until Alt is pressed.
 */
export function setMenu(menu: ElectronApi['Menu'], words: Words, devTools: boolean, newWindow: () => void): void {
  const onMac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const inDevelopment: MenuItemConstructorOptions[] = devTools ? [{ role: 'reload' }, { role: 'toggleDevTools' }] : []
  menu.setApplicationMenu(
    menu.buildFromTemplate([
      ...onMac,
      {
        role: 'fileMenu',
        submenu: [
          { label: words.newWindow, accelerator: 'CommandOrControl+Shift+N', click: newWindow },
          // Without Shift the key closes a tab.
          { role: 'close', accelerator: 'CommandOrControl+Shift+W' },
          { role: 'quit' },
        ],
      },
      { role: 'editMenu' },
      {
        role: 'viewMenu',
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { role: 'togglefullscreen' },
          ...inDevelopment,
        ],
      },
      { role: 'windowMenu' },
    ]),
  )
}
