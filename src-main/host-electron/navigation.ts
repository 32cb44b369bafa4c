import type { Contents, NavigationEvent } from './electron-api.ts'
import { isOwnPage } from './page-origin.ts'

/**
 * DX-R54 E6: keeps a page where it is. It may move within itself, never leave, never open a window; `link` hears of an
 * address the page wanted to open (E7).
 */
export function guardNavigation(contents: Contents, link: (address: string) => void): void {
  const stay = (event: NavigationEvent): void => {
    if (!isOwnPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    // Electron would choose the first one.
    event.preventDefault()
    choose('')
  })
  contents.setWindowOpenHandler(({ url }) => {
    link(url)
    return { action: 'deny' }
  })
}
