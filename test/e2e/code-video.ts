import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { prepareZXingModule, type WriteInputBarcodeFormat, writeBarcode } from 'zxing-wasm/writer'

const width = 640
const height = 480
const white = 235
const black = 16
const grey = 128

/** Writes a video (Y4M) in which somebody holds a printed code still before the camera. */
export async function writeCodeVideo(path: string, text: string, format: WriteInputBarcodeFormat): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'))
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true })
  const { symbol } = await writeBarcode(text, { format })
  const light = Buffer.alloc(width * height, white)
  // As large as leaves a margin, which every code needs.
  const scale = Math.floor(Math.min((width * 0.8) / symbol.width, (height * 0.7) / symbol.height))
  const [left, top] = [(width - symbol.width * scale) >> 1, (height - symbol.height * scale) >> 1]
  for (let y = 0; y < symbol.height * scale; y += 1) {
    for (let x = 0; x < symbol.width * scale; x += 1) {
      const dark = symbol.data[Math.floor(y / scale) * symbol.width + Math.floor(x / scale)] === 0
      if (dark) light[(top + y) * width + left + x] = black
    }
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, grey)])
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  await writeFile(path, Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]))
}
