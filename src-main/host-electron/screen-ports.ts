import { dropLog, type Log } from '../host/log.ts'
import { messageRate } from '../host/message-rate.ts'
import { connectChannel, portChannel } from './channels.ts'
import type { DeskProcess } from './desk-runner.ts'
import type { Contents, ElectronApi, IpcEvent } from './electron-api.ts'
import { pageOrigin } from './page-origin.ts'

/**
 * Gives the pages of known windows their ports to the desk. All a page can say to main is that it wants one; anything
 * else, or from anyone else, is dropped and logged (DX-R54 E8).
 */
export class ScreenPorts {
  readonly #MessageChannel: ElectronApi['MessageChannelMain']
  readonly #desk: DeskProcess
  readonly #log: Log
  #screens = 0

  constructor(MessageChannel: ElectronApi['MessageChannelMain'], desk: DeskProcess, log: Log) {
    this.#MessageChannel = MessageChannel
    this.#desk = desk
    this.#log = log
  }

  /** Makes a window known. Its page holds at most one port, and loses it when it navigates, crashes or closes (E9). */
  serve(contents: Contents): void {
    const screen = ++this.#screens
    const inTime = messageRate()
    const dropped = dropLog(this.#log, `window ${screen}`)
    const close = (): void => this.#desk.closeScreen(screen)
    contents.on('ipc-message', (event, channel, ...args) => {
      const reason = refusal(event, channel, args)
      if (!inTime()) dropped('too many')
      else if (reason) dropped(reason)
      else this.#connect(contents, screen)
    })
    contents.on('ipc-message-sync', (event) => {
      event.returnValue = null
      dropped('unknown channel')
    })
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) close()
    })
    contents.on('render-process-gone', close)
    contents.on('destroyed', close)
  }

  #connect(contents: Contents, screen: number): void {
    const { port1, port2 } = new this.#MessageChannel()
    this.#desk.openScreen(screen, port2)
    contents.postMessage(portChannel, null, [port1])
  }
}

/** Why a message to main is not heard; undefined for the one that is. */
function refusal({ senderFrame }: IpcEvent, channel: string, args: unknown[]): string | undefined {
  if (senderFrame === null || senderFrame.parent !== null || senderFrame.origin !== pageOrigin) return 'foreign sender'
  if (channel !== connectChannel) return 'unknown channel'
  return args.length > 0 ? 'malformed' : undefined
}
