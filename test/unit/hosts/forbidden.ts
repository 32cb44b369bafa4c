/** Something that no source of ours may say, with what is said instead. */
export interface Forbidden {
  what: string
  /** The line of DX-R54's table that asks for the opposite. */
  law: string
  pattern: RegExp
  /** Folders in which it is looked for. */
  folders: readonly string[]
  /** The one file that may, where there is one. */
  except?: string
  /** How somebody would write it. */
  example: string
}

const screens = ['src-renderer']
const desk = ['src-main']
const everywhere = ['src-main', 'src-renderer', 'src-shared']
const electron = 'src-main/host-electron'

export const forbidden: readonly Forbidden[] = [
  {
    what: 'markup from a text',
    law: 'E3',
    pattern:
      /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment/,
    folders: screens,
    example: '<p dangerouslySetInnerHTML={{ __html: name }} />',
  },
  {
    what: 'code from a text',
    law: 'E3',
    pattern: /\beval\(|new Function\(|setTimeout\(['"`]/,
    folders: everywhere,
    example: 'eval(formula)',
  },
  {
    what: 'a frame or a plug-in in a page',
    law: 'E14',
    pattern: /<(?:iframe|webview|embed)\b|<object\s+\w+=|srcDoc=/,
    folders: screens,
    example: '<iframe src={mail} />',
  },
  {
    what: 'a page that opens windows or leaves',
    law: 'E6',
    pattern: /window\.open\(|target="_blank"|location\.(?:assign|replace)\(|location\.href\s*=[^=]/,
    folders: screens,
    // In a browser a paper goes to the browser's own viewer (DX-R43); the Electron host opens no window.
    except: 'src-renderer/modules/desk/print/paper-dialog.tsx',
    example: 'window.open(url)',
  },
  {
    what: 'a page with a network of its own',
    law: 'E4',
    pattern: /\bfetch\(|XMLHttpRequest|new WebSocket|EventSource|sendBeacon|RTCPeerConnection/,
    folders: screens,
    except: 'src-renderer/desk/web-socket-transport.ts',
    example: "fetch('https://example.org')",
  },
  {
    what: 'a wall of a page taken down',
    law: 'E1',
    pattern:
      /(?:nodeIntegration\w*|webviewTag|allowRunningInsecureContent|experimentalFeatures): true|(?:contextIsolation|sandbox|webSecurity): false/,
    folders: desk,
    example: 'webPreferences: { nodeIntegration: true }',
  },
  {
    what: 'a page from a file',
    law: 'E2',
    pattern: /\.loadFile\(|['"`]file:\/\/|registerFileProtocol|bypassCSP: true/,
    folders: desk,
    example: "window.loadFile('index.html')",
  },
  {
    what: 'Electron in any other place than the two that are given it',
    law: 'E8',
    pattern: /^import (?!type )[^;]*from 'electron'|require\('electron'\)/m,
    folders: ['src-main/desk', 'src-main/host', 'src-main/host-web', 'src-main/update', 'src-shared', 'src-renderer'],
    example: "import { app } from 'electron'",
  },
  {
    what: 'messages between page and main beside the one',
    law: 'E8',
    pattern: /\bipcMain\b|ipcRenderer\.(?:invoke|sendSync|postMessage)|executeJavaScript/,
    folders: everywhere,
    example: "ipcMain.handle('query', query)",
  },
  {
    what: 'the synchronous key store',
    law: 'E11',
    pattern: /\.(?:en|de)cryptString\(|isEncryptionAvailable\(|setUsePlainTextEncryption/,
    folders: desk,
    example: 'safeStorage.encryptString(token)',
  },
  {
    what: 'a secret in the memory of a page',
    law: 'E11',
    pattern: /(?:local|session)Storage\.setItem\([^)]*(?:[tT]oken(?!s)|[pP]assword|[sS]ecret|\bpin\b|Pin\b)/,
    folders: screens,
    example: "localStorage.setItem('holdfast.token', token)",
  },
  {
    what: 'a process that is Electron acting as Node',
    law: 'E10',
    pattern: /ELECTRON_RUN_AS_NODE|import \{[^}]*\bfork\b[^}]*\} from 'node:child_process'/,
    folders: desk,
    // A host in plain Node carries servers so; the Electron host is given none.
    except: 'src-main/hub/server-process.ts',
    example: "import { fork } from 'node:child_process'",
  },
  {
    what: 'an address opened outside without a question',
    law: 'E7',
    pattern: /shell\.openExternal\(/,
    folders: desk,
    except: `${electron}/external-links.ts`,
    example: 'shell.openExternal(url)',
  },
  {
    what: 'a file opened for the person',
    law: 'E13',
    pattern: /shell\.openPath|showItemInFolder|setSavePath/,
    folders: desk,
    example: 'shell.openPath(item.getSavePath())',
  },
  {
    what: 'reports of crashes that nobody has agreed to',
    law: 'E15',
    pattern: /crashReporter|uploadToServer/,
    folders: everywhere,
    example: 'crashReporter.start({ uploadToServer: true })',
  },
]
