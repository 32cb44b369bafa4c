/** A wall of the host taken down at one place, as somebody in a hurry would. */
export interface HostMutant {
  name: string
  /** The line of DX-R54's table, or the rule, that it breaks. */
  law: string
  file: string
  find: string
  replace: string
  /** The test file that must notice. */
  caughtBy: string
}

const mutant = (law: string, name: string, at: [string, string], find: string, replace: string): HostMutant => {
  const [file, caughtBy] = at
  return { name, law, file, find, replace, caughtBy }
}

const electron = 'src-main/host-electron'
const desk = 'test/desk/hosts'
const sources = 'test/unit/hosts/forbidden.test.ts'

const hardening: [string, string] = [`${electron}/hardening.ts`, `${desk}-electron.test.ts`]
const network: [string, string] = [`${electron}/hardening.ts`, `${desk}-electron-network.test.ts`]
const pages: [string, string] = ['src-main/host/page-files.ts', `${desk}-electron.test.ts`]
const answers: [string, string] = ['src-main/host/page-answer.ts', `${desk}-electron.test.ts`]
const scheme: [string, string] = [`${electron}/protocol.ts`, `${desk}-electron.test.ts`]
const policy: [string, string] = ['src-main/host/content-security.ts', `${desk}-electron.test.ts`]
const permissions: [string, string] = [`${electron}/permissions.ts`, `${desk}-electron-permissions.test.ts`]
const navigation: [string, string] = [`${electron}/navigation.ts`, `${desk}-electron-navigation.test.ts`]
const links: [string, string] = [`${electron}/external-links.ts`, `${desk}-electron-navigation.test.ts`]
const ports: [string, string] = [`${electron}/screen-ports.ts`, `${desk}-electron-door.test.ts`]
const preload: [string, string] = [`${electron}/preload.ts`, `${desk}-electron-door.test.ts`]
const carrier: [string, string] = ['src-main/host/carrier.ts', `${desk}.test.ts`]
const fuses: [string, string] = [`${electron}/fuses.ts`, `${desk}-fuses.test.ts`]
const keys: [string, string] = [`${electron}/key-store.ts`, `${desk}-electron-secrets.test.ts`]
const vault: [string, string] = ['src-main/desk/vault.ts', `${desk}-electron-secrets.test.ts`]
const deepLinks: [string, string] = [`${electron}/deep-link.ts`, `${desk}-windows.test.ts`]
const downloads: [string, string] = [`${electron}/downloads.ts`, `${desk}-electron-downloads.test.ts`]
const config: [string, string] = ['electron-builder.yml', `${desk}-package.test.ts`]
const bill: [string, string] = [`${electron}/bill-of-materials.ts`, `${desk}-package.test.ts`]
const screens: [string, string] = ['src-renderer/main.tsx', sources]
const gate: [string, string] = ['src-main/host-web/gate.ts', `${desk}-web.test.ts`]
const windows: [string, string] = ['src-main/host-web/window-route.ts', `${desk}-web-window.test.ts`]
const session: [string, string] = ['src-main/host-web/sessions.ts', `${desk}-web-session.test.ts`]

const updates = 'test/unit/update/updater.test.ts'

/** The tests of the hosts must catch every one of them (DX-A52): a wall that nothing measures is not there. */
export const hostMutants: readonly HostMutant[] = [
  mutant('E1', 'pages with Node inside', hardening, 'nodeIntegration: false', 'nodeIntegration: true'),
  mutant('E1', 'workers with Node', hardening, 'nodeIntegrationInWorker: false', 'nodeIntegrationInWorker: true'),
  mutant('E1', 'preload in the page world', hardening, 'contextIsolation: true', 'contextIsolation: false'),
  mutant('E1', 'pages without a sandbox', hardening, 'sandbox: true', 'sandbox: false'),
  mutant('E1', 'no sandbox for pages nobody planned', hardening, 'app.enableSandbox()', 'void app'),
  mutant('E1', 'one origin is as good as another', hardening, 'webSecurity: true', 'webSecurity: false'),
  mutant('E1', 'pages inside pages', hardening, 'webviewTag: false', 'webviewTag: true'),
  mutant('E1', 'debugging from outside', hardening, '|remote-debugging', ''),

  mutant('E2', 'paths decoded without a look', pages, 'if (disguised.test(target)) return undefined', ''),
  mutant(
    'E2',
    'a query is no matter',
    pages,
    'decodeURIComponent(target)',
    "decodeURIComponent(target.split('?')[0] ?? '')",
  ),
  mutant('E2', 'links are followed', pages, 'entry.isFile() && type', 'type'),
  mutant('E2', 'every host is ours', scheme, ': undefined', ': new URL(address).pathname'),
  mutant('E2', 'a scheme around the policy', scheme, 'bypassCSP: false', 'bypassCSP: true'),
  mutant('E2', 'types to be guessed', answers, "'x-content-type-options': 'nosniff',", ''),

  mutant('E3', 'pictures from anywhere', policy, "img-src 'self' blob: data:", "img-src 'self' blob: data: https:"),
  mutant('E3', 'scripts from a text', policy, "'wasm-unsafe-eval'", "'unsafe-eval'"),
  mutant('E3', 'styles without a nonce', policy, "style-src 'self' 'nonce", "style-src 'self' 'unsafe-inline' 'nonce"),
  mutant(
    'E3',
    'one nonce for ever',
    answers,
    "randomBytes(16).toString('base64')",
    "Buffer.alloc(16, 7).toString('base64')",
  ),
  mutant(
    'E3',
    'no policy on refusals',
    answers,
    "'content-security-policy': contentSecurityPolicy(nonce, socket),",
    '',
  ),
  mutant('E3', 'a text as markup', screens, '<App />', '<p dangerouslySetInnerHTML={{ __html: location.hash }} />'),

  mutant(
    'E4',
    'the page may load anything',
    network,
    'cancel: !devtools && !mayLoad(url, resourceType)',
    'cancel: false',
  ),
  mutant('E4', 'pages from a data address', network, "return resourceType === 'image'", 'return true'),
  mutant('E4', 'the proxy of the system', network, "await session.setProxy({ mode: 'direct' })", ''),
  mutant('E4', 'names looked up ahead', network, "app.commandLine.appendSwitch('dns-prefetch-disable')", ''),
  mutant('E4', 'dictionaries from the network', network, 'session.setSpellCheckerEnabled(false)', ''),
  mutant(
    'E4',
    'calls between browsers',
    ['src-renderer/public/first-paint.js', `${desk}-way-out.test.ts`],
    'delete globalThis[way]',
    'void way',
  ),

  mutant('E5', 'everything is allowed', permissions, '(camera || alwaysAllowed.has(permission))', 'true'),
  mutant('E5', 'every frame may', permissions, 'isMainFrame && isOwnOrigin(address)', 'isOwnOrigin(address)'),
  mutant('E5', 'the camera without a click', permissions, '&& clicked.recently(contents)', ''),
  mutant('E5', 'the microphone with the camera', permissions, 'mediaTypes?.length === 1 && ', ''),
  mutant('E5', 'every device', permissions, 'each.type === deviceType && isSameDevice(each, device)', 'true'),
  mutant('E5', 'devices for the asking', permissions, 'isOwnOrigin(origin) && chosen()', 'chosen()'),

  mutant('E6', 'pages may leave', navigation, "contents.on('will-navigate', stay)", ''),
  mutant('E6', 'pages may be sent away', navigation, "contents.on('will-redirect', stay)", ''),
  mutant('E6', 'frames may leave', navigation, "contents.on('will-frame-navigate', stay)", ''),
  mutant(
    'E6',
    'a webview may come',
    navigation,
    "contents.on('will-attach-webview', (event) => event.preventDefault())",
    '',
  ),
  mutant(
    'E6',
    'windows for the asking',
    navigation,
    "return { action: 'deny' }",
    'return JSON.parse(\'{"action":"allow"}\')',
  ),

  mutant('E7', 'any scheme opens', links, 'allowed.has(url.protocol)', 'url.protocol.length > 0'),
  mutant('E7', 'opened without a question', links, 'if (ownServer || (await', 'if (true || (await'),
  mutant('E7', 'a host that hides behind a name', links, '&& !url.username && !url.password', ''),

  mutant(
    'E8',
    'every frame is heard',
    ports,
    'senderFrame.parent !== null || senderFrame.origin !== pageOrigin',
    'false',
  ),
  mutant('E8', 'frames inside the page are heard', ports, 'senderFrame.parent !== null || ', ''),
  mutant('E8', 'every channel is one', ports, "if (channel !== connectChannel) return 'unknown channel'", ''),
  mutant('E8', 'as often as it likes', ports, "if (!inTime()) dropped('too many')", "if (false) dropped('too many')"),
  mutant(
    'E8',
    'the page gets all of IPC',
    preload,
    '{ connect: () => ipcRenderer.send(connectChannel) }',
    '{ connect: () => ipcRenderer.send(connectChannel), ipcRenderer } as HoldfastBridge',
  ),
  mutant('E8', 'the port for any origin', preload, 'pageOrigin, ports', "'*', ports"),
  mutant('E8', 'messages of any size', carrier, 'Buffer.byteLength(frame) > maxMessageBytes', 'false'),
  mutant(
    'E8',
    'measured in characters',
    carrier,
    'Buffer.byteLength(frame) > maxMessageBytes',
    'frame.length > maxMessageBytes',
  ),
  mutant(
    'E8',
    'a desk that may be flooded',
    carrier,
    "if (!inTime()) dropped('too many')",
    "if (false) dropped('too many')",
  ),

  mutant(
    'E9',
    'a page that left keeps its line',
    ports,
    'if (isMainFrame && !isSameDocument) close()',
    'if (isMainFrame && isSameDocument) close()',
  ),
  mutant('E9', 'a page that died keeps its line', ports, "contents.on('render-process-gone', close)", ''),
  mutant(
    'E9',
    'two lines for one page',
    [`${electron}/door-port.ts`, `${desk}-electron-door.test.ts`],
    'const open = (screen: number, port: Port): void => {\n    close(screen)',
    'const open = (screen: number, port: Port): void => {',
  ),

  mutant('E10', 'one fuse forgotten', fuses, "  ['wasmTrapHandlers', true],\n", ''),
  mutant('E10', 'Electron as Node', fuses, "['runAsNode', false]", "['runAsNode', true]"),
  mutant(
    'E10',
    'an archive anybody may change',
    fuses,
    "['enableEmbeddedAsarIntegrityValidation', true]",
    "['enableEmbeddedAsarIntegrityValidation', false]",
  ),
  mutant('E10', 'fuses of any number', fuses, 'length !== fuses.length', 'false'),
  mutant('E10', 'fuses left as they come', config, 'afterPack: ./src-main/host-electron/after-pack.ts', ''),

  mutant('E11', 'a store that everybody can open', keys, "'basic_text', ", ''),
  mutant(
    'E11',
    'the synchronous key store',
    [`${electron}/key-store.ts`, sources],
    'await store.encryptStringAsync(',
    'store.encryptString(',
  ),
  mutant('E11', 'the key beside what it opens', keys, '.new`, sealed', ".new`, key.toString('base64')"),
  mutant(
    'E11',
    'secrets on a disk without a store',
    vault,
    'else texts.set(path, text)',
    'else writeFileSync(path, text)',
  ),
  mutant('E11', 'a session in clear text', vault, 'text === null ? null : seal(key, path, text)', 'text'),
  mutant(
    'E11',
    'the key in the environment',
    [`${electron}/desk-runner.ts`, `${desk}-electron-secrets.test.ts`],
    'void key.then((known) => {',
    "void key.then((known) => {\n process.env.HOLDFAST_KEY = known?.toString('base64')",
  ),

  mutant(
    'E12',
    'tools in every build',
    [`${electron}/application.ts`, `${desk}-electron.test.ts`],
    'devTools: !app.isPackaged',
    'devTools: true',
  ),
  mutant('E12', 'inspected from the first moment', hardening, '^--(?:inspect|', '^--(?:'),
  mutant('E12', 'shipped apps start with anything', hardening, 'return isPackaged ?', 'return !isPackaged ?'),
  mutant(
    'E12',
    'refused without a word',
    [`${electron}/application.ts`, `${desk}-electron.test.ts`],
    "dialog.showErrorBox('Holdfast',",
    'void (',
  ),

  mutant('E13', 'links that do', deepLinks, '://open/`', '://`'),
  mutant('E13', 'links to anything', deepLinks, 'z.enum(openable)', 'z.string()'),
  mutant('E13', 'programs to download', downloads, '!own || !kinds.has(kind)', '!own'),
  mutant('E13', 'downloads from anywhere', downloads, '!own || !kinds.has(kind)', '!kinds.has(kind)'),
  mutant('E13', 'downloads without a question', downloads, 'item.setSaveDialogOptions(', 'void ('),
  mutant(
    'E13',
    'files that open in place of the desk',
    ['src-renderer/desk/file-drops.ts', 'test/unit/hosts/file-drops.test.ts'],
    "page.addEventListener('drop', guard)",
    '',
  ),

  mutant('E14', 'packages nobody has signed', config, 'forceCodeSigning: true', 'forceCodeSigning: false'),
  mutant('E14', 'no list of what is inside', config, '  - dist/bill-of-materials.json\n', ''),
  mutant('E14', 'a list without hashes', bill, '...(integrity && { hashes: [hashOf(integrity)] }),', ''),
  mutant('E14', 'a mail shown as it came', screens, '<App />', '<iframe src="https://example.org" />'),

  mutant(
    'E15',
    'crashes told to anybody',
    [`${electron}/main.ts`, sources],
    'const root =',
    "crashReporter.start({ submitURL: 'https://example.org' })\nconst root =",
  ),

  mutant('DX-R55', 'every name of this machine', gate, 'request.headers.host === this.#host', 'true'),
  mutant('DX-R55', 'pages of any origin', gate, 'request.headers.origin === this.origin', 'true'),
  mutant('DX-R55', 'in with any cookie', [gate[0], session[1]], 'this.#sessions.knows(value)', 'value.length > 0'),
  mutant('DX-R55', 'a cookie that scripts can read', [gate[0], session[1]], ' HttpOnly;', ''),
  mutant('DX-R55', 'a cookie for other sites', [gate[0], session[1]], 'SameSite=Strict', 'SameSite=None'),
  mutant('DX-R55', 'a token for ever', session, 'this.#tokens.splice(at, 1)', ''),
  mutant(
    'DX-R55',
    'open to the network',
    ['src-main/host-web/serve.ts', gate[1]],
    "listen(port, '127.0.0.1')",
    "listen(port, '0.0.0.0')",
  ),
  mutant(
    'DX-R55',
    'any number of sockets',
    ['src-main/host-web/sockets.ts', session[1]],
    'screens.size >= maxSockets',
    'false',
  ),
  mutant('DX-R55', 'windows for who asks', windows, '!sameProof(proof,', 'false && !sameProof(proof,'),
  mutant('DX-R55', 'windows for pages', windows, ' || request.headers.origin !== undefined', ''),
  mutant(
    'DX-R55',
    'whoever has the port is believed',
    ['src-main/host-web/window-key.ts', windows[1]],
    'return sameProof(',
    'return true || sameProof(',
  ),
  mutant('DX-R55', 'a cookie for ever', [session[0], session[1]], 'this.#now() - known.seen <= cookieLasts', 'true'),

  mutant(
    'DX-R52',
    'updates of anybody',
    ['src-main/update/read-manifest.ts', updates],
    "if (!isOurs) return 'manifest_not_signed'",
    'void isOurs',
  ),
  mutant(
    'DX-R52',
    'a key known by its name alone',
    ['src-main/update/read-manifest.ts', updates],
    'ours.id === key && ',
    'ours.id === key || ',
  ),
  mutant(
    'DX-R52',
    'packages of any content',
    ['src-main/update/download.ts', updates],
    '(await sha512Of(part)) !== sha512',
    'false',
  ),
  mutant(
    'DX-R52',
    'packages of any length',
    ['src-main/update/download.ts', updates],
    "if (at + bytes.length > size) return 'package_wrong_size'",
    '',
  ),
  mutant(
    'DX-R52',
    'back to an old version',
    ['src-main/update/release-rules.ts', updates],
    'difference < 0 && !offered.downgrade',
    'false',
  ),
  mutant(
    'DX-R52',
    'releases for any machine',
    ['src-main/update/release-rules.ts', updates],
    'offered.platform !== standing.platform || ',
    '',
  ),
  mutant(
    'DX-R52',
    'installed while it sends',
    ['src-main/update/updater.ts', updates],
    'if (busy || this.#status',
    'if (this.#status',
  ),
  mutant('DX-R52', 'put off for ever', ['src-main/update/updater.ts', updates], 'until > new Date(latest)', 'false'),
  mutant(
    'DX-R52',
    'installed as it lies there',
    ['src-main/update/handed-over.ts', `${desk}-electron-updates.test.ts`],
    "hash.digest('base64') === release.sha512",
    'true',
  ),
]
